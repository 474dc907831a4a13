import type { ZoneTopology } from '@spil/contracts';
import { env, int, json, secret, url } from '@spil/config';

const zoneList = (value: unknown): ZoneTopology[] | undefined =>
  Array.isArray(value) &&
  value.every((zone: { zone?: unknown; teams?: unknown }) => typeof zone.zone === 'string' && Array.isArray(zone.teams))
    ? (value as ZoneTopology[])
    : undefined;

/** Everything the provisioner reads from its environment. */
export const config = env({
  NATS_URL: url(),
  NATS_PASSWORD: secret(),
  TOPOLOGY: json<ZoneTopology[]>({ shape: zoneList }),
  /** 1 on one machine, 3 in a cluster. */
  STREAM_REPLICAS: int({ default: 1, min: 1, max: 5 }),
  STREAM_BYTES: int({ default: 1024 ** 3, min: 1024 ** 2 }),
});

export const readConfig = () => config(process.env);
