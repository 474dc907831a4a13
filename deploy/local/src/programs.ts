// Our own programs: each is a bundle that runs under the Node that runs the launcher.
import { join, resolve } from 'node:path';
import { serviceNames, type ServiceName, type ZoneTopology } from '@spil/contracts';
import { answers } from './ports';
import { baseEnvironment, type Program } from './program';
import type { Secrets } from './secrets';
import { gatewayEnv, standardEnv, type Addresses } from './service-env';

/** Time for a service to connect, prove its walls and build its indexes on a busy two-core machine. */
const READY_MS = 60_000;
/** A service stops when its work is done; this is only the end of our patience. */
const STOP_MS = 10_000;

/** Asks a health page; only success counts. */
async function saysReady(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await answer.body?.cancel();
  return answer.ok;
}

interface Bundle {
  readonly name: string;
  /** Relative to `dist`. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  ready(): Promise<boolean>;
}

const bundle = (root: string, { name, file, env, ready }: Bundle): Program => ({
  name,
  command: process.execPath,
  args: ['--enable-source-maps', join(root, 'dist', file)],
  env: { ...baseEnvironment(process.env), ...env },
  ready,
  readyWithinMs: READY_MS,
  stopWithinMs: STOP_MS,
});

/** A test that waits for an alert need not wait as long as production does. */
const trialRules = ({ SPIL_RULES_PERCENT: percent }: NodeJS.ProcessEnv): Record<string, string> =>
  percent === undefined ? {} : { RULES_PERCENT: percent, RULES_EVERY_MS: '2000' };

export const receiverProgram = (root: string, dir: string, port: number): Program =>
  bundle(root, {
    name: 'otlp-receiver',
    file: 'deploy/local/receiver/main.js',
    env: {
      HTTP_PORT: String(port),
      DATA_DIR: join(dir, 'telemetry'),
      RULES_FILE: join(root, 'deploy/observability/prometheus/rules.yaml'),
      ...trialRules(process.env),
    },
    ready: () => answers(port),
  });

export interface SignInPlan {
  readonly port: number;
  readonly issuer: string;
  readonly origins: readonly string[];
  readonly peopleFile: string;
}

export const signInProgram = (root: string, plan: SignInPlan, { signIn }: Secrets): Program =>
  bundle(root, {
    name: 'sign-in',
    file: 'deploy/local/sign-in/main.js',
    env: {
      NODE_ENV: 'development',
      ISSUER: plan.issuer,
      PORT: String(plan.port),
      HOST: '127.0.0.1',
      PEOPLE_FILE: plan.peopleFile,
      SIGNING_KEY: JSON.stringify(signIn.signingKey),
      COOKIE_KEY: signIn.cookieKey,
      CLIENT_SECRET: signIn.clientSecret,
      CONSOLE_ORIGINS: JSON.stringify(plan.origins),
    },
    ready: () => answers(plan.port),
  });

/** A policy of the zone's own is given to every service alike; limits of memory too, so that a burst ends in 503 and not in a swap. */
function serviceBundle(root: string, parts: Bundle): Program {
  const { POLICY_FILE: policy, SPIL_OLD_SPACE_MB: megabytes } = process.env;
  const program = bundle(root, { ...parts, env: { ...parts.env, ...(policy === undefined ? {} : { POLICY_FILE: resolve(policy) }) } });
  return { ...program, args: [`--max-old-space-size=${Number(megabytes) || OLD_SPACE_MB}`, ...program.args] };
}
const OLD_SPACE_MB = 256;

/** Every service but the gateway; they do not need each other to start. */
export const domainServices = serviceNames.filter((name): name is Exclude<ServiceName, 'gateway'> => name !== 'gateway');

export interface SuiteSettings {
  readonly root: string;
  readonly at: Addresses;
  readonly secrets: Secrets;
  readonly zones: readonly ZoneTopology[];
  /** What a zone has of its own and a service is told besides. */
  readonly practice?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
}

const readyPage = (at: Addresses, service: ServiceName) => () => saysReady(`http://127.0.0.1:${at.healthPort(service)}/readyz`);

export const servicePrograms = ({ root, at, secrets, zones, practice = {} }: SuiteSettings): Program[] =>
  domainServices.map((service) =>
    serviceBundle(root, {
      name: service,
      file: `services/${service}/main.js`,
      env: { ...standardEnv(service, at, secrets, zones), ...practice[service] },
      ready: readyPage(at, service),
    }),
  );

export const gatewayProgram = ({ root, at, secrets, zones }: SuiteSettings): Program =>
  serviceBundle(root, {
    name: 'gateway',
    file: 'services/gateway/main.js',
    env: {
      ...standardEnv('gateway', at, secrets, zones),
      ...gatewayEnv(at, secrets),
    },
    ready: readyPage(at, 'gateway'),
  });
