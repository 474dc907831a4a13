// How an operator's tool reaches a suite: its secrets and addresses, running or not.
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { connect } from '@nats-io/transport-node';
import { topology, type ServiceName, type Topology, type ZoneTopology } from '@spil/contracts';
import { connectMongo, type Db } from '@spil/mongo';
import { demoTopology } from '../demo/demo-people';
import { readJson } from '../files';
import { databaseOf, serviceUri } from '../mongo';
import type { Secrets } from '../secrets';
import type { ReadyFile } from '../tools/api';
import { servedZone } from '../zone';

/** Where a suite is and what opens it; never printed. */
export interface Access {
  readonly dir: string;
  readonly secrets: Secrets;
  readonly nats: string;
  readonly mongo: string;
  readonly zones: readonly ZoneTopology[];
  readonly plan: Topology;
}

type Ready = ReadyFile & { nats?: string; mongo?: string };

/**
 * The suite whose data lie in `dir`. NATS_URL and MONGODB_URI name servers of one's own, TOPOLOGY their zones (docker-compose:
 * SPIL_DIR=.spil/compose). Undefined when none ever ran there.
 */
export function accessOf(dir: string, env: NodeJS.ProcessEnv): Access | undefined {
  const secrets = readJson<Secrets>(join(dir, 'secrets.json'));
  const ready = readJson<Ready>(join(dir, 'ready.json'));
  const at = addresses(dir, ready, env);
  if (!secrets || !at) return undefined;
  const zones = env['TOPOLOGY'] ? (JSON.parse(env['TOPOLOGY']) as ZoneTopology[]) : demoTopology(zoneOf(dir, ready));
  return { dir, secrets, ...at, zones, plan: topology(zones) };
}

function addresses(dir: string, ready: Ready | undefined, env: NodeJS.ProcessEnv): { nats: string; mongo: string } | undefined {
  const ports = readJson<Record<string, number>>(join(dir, 'ports.json')) ?? {};
  const nats = env['NATS_URL'] ?? ready?.nats ?? local('nats', ports['nats']);
  const mongo = env['MONGODB_URI'] ?? ready?.mongo ?? local('mongodb', ports['mongodb']);
  return nats && mongo ? { nats, mongo } : undefined;
}

const zoneOf = (dir: string, ready: Ready | undefined): string => ready?.zone.id ?? servedZone(dir, { demo: true }).id;
const local = (scheme: string, port: number | undefined): string | undefined =>
  port === undefined ? undefined : `${scheme}://127.0.0.1:${port}`;

/** The provisioner's connection: the only bus user who may read streams and make them. */
export const connectAdmin = ({ nats, secrets }: Access, name: string): Promise<NatsConnection> =>
  connect({ servers: nats.split(','), user: 'provisioner', pass: secrets.nats.provisioner, name, timeout: 3_000, maxReconnectAttempts: 3 });

/** A service's database, opened by its own account. */
export const openDatabase = ({ mongo, secrets }: Access, service: ServiceName): Promise<Db> =>
  connectMongo({ uri: serviceUri(mongo, service, secrets.mongo), db: databaseOf(service), maxPoolSize: 2, selectionTimeout: 5_000 });
