import { env, int } from '@spil/config';
import { standardConfig } from '@spil/service-host';

/** Everything this service reads from its environment. */
export const config = env(
  {
    ...standardConfig,
    /** How often streams, durables and dead letters are counted. */
    WATCH_EVERY_MS: int({ default: 5_000, min: 500 }),
  },
  { readme: 'services/operations/README.md' },
);
