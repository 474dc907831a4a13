import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  assignmentFrame,
  cloudEvent,
  feedSubject,
  localSettings,
  natsConfig,
  requestPattern,
  serviceNames,
  topology,
  type DataOf,
  type FrameContract,
  type RequestContract,
  type ServiceName,
} from '@spil/contracts';
import { caseAudience, caseIssuer, tokenCases, type TokenCases } from '@spil/identity';
import { connectBus, ProducerAuth, provision, WindowPublisher } from '@spil/messaging';
import { closeMongo, connectMongo, Sealer } from '@spil/mongo';
import { readLogCollection } from '@spil/audit';
import { logTo } from '@spil/observability';
import { databaseOf } from '@spil/service-host';
import { startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import { config } from '../gateway.config';
import { openPlatform } from '../gateway.platform';
import { startGateway, type RunningGateway } from '../start-gateway';

export const zones = [
  { zone: 'demo', teams: ['noord', 'zuid'] },
  { zone: 'buur', teams: ['buur'] },
];
const each = <T>(make: () => T): Record<ServiceName, T> =>
  Object.fromEntries(serviceNames.map((name) => [name, make()])) as Record<ServiceName, T>;

/** A gateway on real servers, with services played by the test: it stores frames as their producers and answers requests. */
export interface World {
  nats: RunningNats;
  mongo: RunningMongo;
  gateway: RunningGateway;
  tokens: TokenCases;
  admin: NatsConnection;
  /** Stores a frame as its owner; the sealed part is sealed for the gateway. Resolves when it is stored. */
  store<C extends FrameContract<never>>(contract: C, to: { zone?: string; audience: string }, data: object, texts?: object): Promise<void>;
  assign(assignment: Partial<DataOf<typeof assignmentFrame>>, zone?: string): Promise<void>;
  answer(contract: RequestContract<never, never>, reply: (data: unknown, headers: Map<string, string>) => unknown): () => void;
  publisher(service: ServiceName): WindowPublisher;
  fetch(path: string, init?: RequestInit & { as?: string; roles?: string[]; zone?: string }): Promise<Response>;
  token(sub: string, roles: string[], more?: object): Promise<string>;
  restartGateway(): Promise<void>;
  readLines(): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Starts it all; takes about two seconds. */
export async function startWorld(env: Record<string, string> = {}): Promise<World> {
  logTo(() => undefined);
  const passwords = { ...each(() => randomUUID()), provisioner: randomUUID(), system: randomUUID() };
  const producerKeys = each(() => randomBytes(32).toString('base64'));
  const sealKeys = each(() => randomBytes(32));
  const caller = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Record<string, string>;
  const [nats, mongo, tokens] = await Promise.all([
    startNats({ config: ({ port, storeDir }) => natsConfig({ ...localSettings(storeDir, port), syncInterval: '2m' }, zones, passwords) }),
    startMongo(),
    tokenCases(Math.floor(Date.now() / 1000)),
  ]);
  const connectAs = (service: string, pass: string) => connectBus({ servers: nats.url, user: service, pass, service });
  const admin = await connectAs('provisioner', passwords.provisioner);
  await provision(admin, topology(zones), { maxBytes: 64 * 1024 * 1024 });
  const buses = new Map<ServiceName, NatsConnection>();
  for (const name of ['wijk', 'intervention', 'information-sharing'] as const) buses.set(name, await connectAs(name, passwords[name]));
  const publishers = new Map<ServiceName, WindowPublisher>();
  for (const [service, bus] of buses) {
    const auth = new ProducerAuth({ own: { service, key: producerKeys[service] }, listeningTo: {} });
    publishers.set(service, new WindowPublisher(bus, { auth }));
  }
  const settings = config({
    NATS_URL: nats.url,
    NATS_USER: 'gateway',
    NATS_PASSWORD: passwords.gateway,
    MONGODB_URI: mongo.uri,
    HTTP_PORT: '0',
    PRODUCER_KEY: producerKeys.gateway,
    PRODUCER_KEYS: JSON.stringify(producerKeys),
    SEAL_KEYS: JSON.stringify({ gateway: sealKeys.gateway.toString('base64') }),
    CALLER_PUBLIC_KEY: JSON.stringify({ kty: caller['kty'], crv: caller['crv'], x: caller['x'] }),
    CALLER_PRIVATE_KEY: JSON.stringify(caller),
    TOPOLOGY: JSON.stringify(zones),
    OIDC_ISSUER: caseIssuer,
    OIDC_AUDIENCE: caseAudience,
    FEED_CURSOR_KEY: randomBytes(32).toString('base64'),
    RATE_PUBLIC: '1000',
    ...env,
  });
  const open = async (): Promise<RunningGateway> => startGateway({ ...(await openPlatform(settings)), jwks: tokens.jwks });
  const world: World = {
    nats,
    mongo,
    tokens,
    admin,
    gateway: await open(),
    publisher: (service) => publishers.get(service) as WindowPublisher,
    async store(contract, { zone = 'demo', audience }, data, texts) {
      const frame = contract as unknown as FrameContract;
      const facts = data as Record<string, unknown>;
      const id = String(facts['itemId'] ?? facts['callId'] ?? facts['noteId'] ?? facts['unitId']);
      const keys = { [frame.owner]: sealKeys[frame.owner], gateway: sealKeys.gateway };
      const sealed = texts && new Sealer(frame.owner, keys).seal(texts, ['gateway'], id);
      const body = { ...facts, ...(sealed ? { sealed } : {}) };
      const stamp = { id: eventId(), zone, aggregate: { kind: 'test', id }, sequence: 1, at: new Date().toISOString() };
      const event = cloudEvent(frame, stamp, body);
      const subject = feedSubject(frame, zone, { audience, aggregateId: id });
      await world.publisher(frame.owner).publish({ subject, id: event.id, body: Buffer.from(JSON.stringify(event)) });
    },
    async assign(some, zone = 'demo') {
      const assignment = { ...assignmentFrame.sample, assignmentId: randomUUID(), from: '2026-01-01T00:00:00.000Z', version: 1, ...some };
      const stamp = {
        id: eventId(),
        zone,
        aggregate: { kind: 'assignment', id: assignment.assignmentId },
        sequence: 1,
        at: new Date().toISOString(),
      };
      const event = cloudEvent(assignmentFrame, stamp, assignment);
      const to = { audience: 'gateway', aggregateId: assignment.assignmentId, last: assignment.assignmentId };
      const subject = feedSubject(assignmentFrame as never, zone, to);
      await world.publisher('information-sharing').publish({ subject, id: event.id, body: Buffer.from(JSON.stringify(event)) });
    },
    answer(contract, reply) {
      const bus = buses.get(contract.owner) as NatsConnection;
      const subscription = bus.subscribe(requestPattern(contract as unknown as RequestContract), {
        callback: (_error, message) => {
          const { id, data } = message.json<{ id: string; data: unknown }>();
          const headers = new Map([...(message.headers ?? [])].map(([name, [value]]) => [name, value ?? '']));
          const response = reply(data, headers);
          if (response !== undefined) message.respond(JSON.stringify({ id, response, isDisposed: true }));
        },
      });
      return () => subscription.unsubscribe();
    },
    token: (sub, roles, more = {}) => tokens.but({ sub, roles, ...more }),
    async fetch(path, { as, roles = [], zone = 'demo', ...init } = {}) {
      const bearer = as === undefined ? undefined : await tokens.but({ sub: as, roles, zone });
      const headers = { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...(init.headers as Record<string, string>) };
      return fetch(new URL(path, world.gateway.url), { ...init, headers });
    },
    async restartGateway() {
      await world.gateway.stop();
      world.gateway = await open();
    },
    async readLines() {
      const db = await connectMongo({ uri: mongo.uri, db: databaseOf('gateway') });
      const lines = await db.collection(readLogCollection).find({}).sort({ _id: 1 }).toArray();
      await closeMongo(db);
      return lines;
    },
    async stop() {
      await world.gateway.stop();
      for (const bus of [...buses.values(), admin]) await bus.close();
      await Promise.all([nats.stop(), mongo.stop()]);
    },
  };
  await until(async () => (await world.fetch('/readyz')).status === 200, 'gateway ready');
  return world;
}

let counter = 0;
const eventId = (): string => {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++counter).toString(16).padStart(12, '0')}`;
};

/** Waits until something holds, or throws with its name. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, ms = 10_000): Promise<void> {
  const ends = Date.now() + ms;
  while (Date.now() < ends) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${ms} ms for: ${what}`);
}
