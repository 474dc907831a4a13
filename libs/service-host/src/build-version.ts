import { processEnvironment } from './standard.config';

/** Put in by .config/build.mjs from package.json; not there where sources run unbuilt, as in tests. */
declare const SPIL_BUILT_VERSION: string | undefined;

/**
 * What `/healthz`, `/readyz` and `service.version` say this program is: the version it was built as. Who packs it may say it closer,
 * with a commit, in SPIL_VERSION.
 */
export const buildVersion = (env: NodeJS.ProcessEnv = processEnvironment()): string =>
  env['SPIL_VERSION'] || (typeof SPIL_BUILT_VERSION === 'string' ? SPIL_BUILT_VERSION : 'dev');
