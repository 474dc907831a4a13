import { json, oneOf, ratio, secret, text, int, url } from '@spil/config';
import { policyFile } from './policy-file';

type Keys = Record<string, string>;
const keys = (value: unknown): Keys | undefined =>
  typeof value === 'object' && value !== null && Object.values(value).every((key) => typeof key === 'string') ? (value as Keys) : undefined;

/** What every service reads; a service adds its own beside it: `env({ ...standardConfig, … })`. */
export const standardConfig = {
  NATS_URL: url(),
  NATS_USER: text(),
  NATS_PASSWORD: secret({ minLength: 1 }),
  MONGODB_URI: url(),
  /** Health pages (`/healthz`, `/readyz`); 0 picks a free port. */
  HTTP_PORT: int({ default: 0, max: 65_535 }),
  HTTP_HOST: text({ default: '127.0.0.1' }),
  OTLP_URL: url({ optional: true }),
  TRACE_RATIO: ratio({ default: 1 }),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error'], { default: 'info' }),
  /** Key this service authenticates its own messages with. */
  PRODUCER_KEY: secret(),
  /** Keys of the producers it listens to: `{"wijk":"…"}`. */
  PRODUCER_KEYS: json<Keys>({ shape: keys }),
  /** Sealing keys (32 bytes, base64) of the services it seals for, its own included. */
  SEAL_KEYS: json<Keys>({ shape: keys }),
  /** Public key (JWK) of the gateway that signs caller tokens. */
  CALLER_PUBLIC_KEY: json<Record<string, string>>({ shape: keys }),
  /** Zones and their teams on this bus: `[{"zone":"5408","teams":["noord"]}]`. */
  TOPOLOGY: json<ZoneList>({ shape: zoneList }),
  /** A policy file of the zone's own; the same for every service and the gateway. */
  POLICY_FILE: policyFile(),
  /** Documents whose events may wait for the broker; above it new work is refused (503) until the broker takes some. */
  OUTBOX_LIMIT: int({ default: 100_000, min: 1 }),
  /** Requests a replica works on at once; above it the asker is told to come back (503). */
  REQUESTS_AT_ONCE: int({ default: 128, min: 1 }),
  /** Minutes between two looks of a service at its own read log; what was changed in it raises an alarm. */
  READ_LOG_CHECK_MINUTES: int({ default: 60, min: 1, max: 10_080 }),
  /** Set by `npm run refill` only: the program publishes its last seven days into these streams (comma-separated) and ends. */
  REFILL_STREAMS: text({ optional: true }),
  /** Shares a durable is split into among replicas that work side by side (architecture: 16 parts); one on one machine. */
  DURABLE_SHARES: int({ default: 1, min: 1, max: 16 }),
};

type ZoneList = { zone: string; teams: string[] }[];
function zoneList(value: unknown): ZoneList | undefined {
  const fits = (entry: { zone?: unknown; teams?: unknown }): boolean => typeof entry?.zone === 'string' && Array.isArray(entry.teams);
  return Array.isArray(value) && value.every(fits) ? (value as ZoneList) : undefined;
}

/** The environment of this process; everything else gets its configuration handed in. */
export const processEnvironment = (): NodeJS.ProcessEnv => process.env;
