import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceNames, type ServiceName } from '@spil/contracts';
import { demoTopology, secretsIn, signInPeople, type Addresses, type Secrets } from '@spil/local';
import { freePort, type RunningMongo, type RunningNats } from '@spil/testing';
import { Proxy } from '../tools/proxy';

export const zoneId = 'demo';
export const zones = demoTopology(zoneId);
/** Crew whose rights are taken and given back during a run; its token says crew as the others' do. */
export const turncoat = 'crew-9';

/** Folder, secrets and ports of one world; settled before anything starts. */
export interface Place {
  dir: string;
  secrets: Secrets;
  peopleFile: string;
  ports: { signIn: number; receiver: number; gateway: number; health: Record<ServiceName, number> };
}

export async function makePlace(): Promise<Place> {
  const dir = mkdtempSync(join(tmpdir(), 'spil-world-'));
  mkdirSync(join(dir, 'logs'));
  const secrets = secretsIn(dir);
  const people = signInPeople(zoneId, true);
  const one = {
    ...(people.find(({ personId }) => personId === 'crew-1') as (typeof people)[number]),
    personId: turncoat,
    name: 'Ploeg Wissel Demo',
  };
  const peopleFile = join(dir, 'people.json');
  writeFileSync(peopleFile, JSON.stringify([...people, one]));
  const health = {} as Record<ServiceName, number>;
  for (const service of serviceNames) health[service] = await freePort();
  return { dir, secrets, peopleFile, ports: { signIn: await freePort(), receiver: await freePort(), gateway: health.gateway, health } };
}

/** Wires whose weather a scenario may make: what every service speaks to, or one service alone. */
export interface Wires {
  otlp: Proxy;
  gatewayNats: Proxy;
  /** Between the router (information-sharing) and its database. */
  routerMongo: Proxy;
}

export async function makeWires({ ports }: Place, { nats, mongo }: Servers): Promise<Wires> {
  const [, mongoPort] = /:(\d+)/.exec(mongo.uri) ?? [];
  return {
    otlp: await Proxy.to(ports.receiver),
    gatewayNats: await Proxy.to(nats.port),
    routerMongo: await Proxy.to(Number(mongoPort ?? 0)),
  };
}

/** What everybody speaks to. */
interface Servers {
  nats: RunningNats;
  mongo: RunningMongo;
}

/** Addresses as the services are told them. */
export function addressesOf({ ports }: Place, servers: Servers, wires: Wires): Addresses {
  const { uri } = servers.mongo;
  // A database elsewhere is not ours to cut off.
  const router = servers.mongo.ours ? uri.replace(/:\d+/, `:${wires.routerMongo.port}`) : uri;
  const receiver = `http://127.0.0.1:${ports.receiver}`;
  return {
    nats: servers.nats.url,
    otlp: `http://127.0.0.1:${wires.otlp.port}`,
    mongoOf: (service) => (service === 'information-sharing' ? router : uri),
    healthPort: (service) => ports.health[service],
    gateway: {
      port: ports.gateway,
      host: '127.0.0.1',
      publicUrl: `http://localhost:${ports.gateway}`,
      consoleDir: '',
      asyncapiFile: 'libs/contracts/asyncapi.yaml',
      issuer: `http://localhost:${ports.signIn}`,
      jwksUrl: `http://127.0.0.1:${ports.signIn}/jwks`,
      queries: { traces: receiver, metrics: receiver },
      demo: true,
    },
  };
}
