import { env, int, text } from '@spil/config';

/** Everything the receiver reads from its environment. */
export const config = env(
  {
    HTTP_PORT: int({ default: 4318, min: 0, max: 65_535 }),
    /** Loopback unless said otherwise: what lies here is the operators' business only. */
    HOST: text({ default: '127.0.0.1' }),
    DATA_DIR: text(),
    RETENTION_DAYS: int({ default: 7, min: 1, max: 365 }),
    /** Prometheus rule file whose alerts are evaluated here; absent: none. */
    RULES_FILE: text({ optional: true }),
    RULES_EVERY_MS: int({ default: 15_000, min: 500 }),
    /** Percent of the ranges and waits of the rules: 100 is as written, less makes a trial's alerts quicker. */
    RULES_PERCENT: int({ default: 100, min: 1, max: 100 }),
    MAX_BYTES: int({ default: 1_000_000_000, min: 8_000_000 }),
  },
  { readme: 'deploy/observability/README.md' },
);

/** The process's own environment, read here and nowhere else. */
export const fromProcess = () => config(process.env);
