import { randomBytes } from 'node:crypto';
import { ClientNats } from '@nestjs/microservices';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  cloudEvent,
  eventSubject,
  inboxPrefix,
  localSettings,
  natsConfig,
  serviceNames,
  topology,
  type BusPasswords,
  type CloudEvent,
  type EventContract,
  type RequestContract,
} from '@spil/contracts';
import { CallerTokens, type Caller } from '@spil/identity';
import { connectBus, ProducerAuth, provision, WindowPublisher } from '@spil/messaging';
import { Sealer } from '@spil/mongo';
import { processEnvironment, RequestClient, startService, uuidv7Ids, type RunningService } from '@spil/service-host';
import { exportJWK, generateKeyPair } from 'jose';
import { service } from './information-sharing.service';

export const zones = [
  { zone: 'amow', teams: ['noord', 'zuid'] },
  { zone: 'buur', teams: ['buur'] },
];
/** Real servers, started by the spec (only specs may use the testing library). */
export interface Servers {
  startNats(options: { config: (at: { port: number; storeDir: string }) => string }): Promise<Server & { url: string }>;
  startMongo(): Promise<Server & { uri: string }>;
}
interface Server {
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}
interface Parts {
  secrets: Secrets;
  admin: NatsConnection;
  neighbours: Awaited<ReturnType<typeof neighboursOf>>;
  servers: Server[];
}
export type Person = Omit<Caller, 'exp' | 'assignmentVersion'>;

/** This service on a real broker and database, and the neighbours it needs: wijk's hand to publish, the gateway's to ask. */
export class Suite {
  private constructor(
    private readonly parts: Parts,
    private running: RunningService,
  ) {}

  static async start({ startNats, startMongo }: Servers): Promise<Suite> {
    const secrets = await secretsOf();
    const config = ({ port, storeDir }: { port: number; storeDir: string }): string =>
      natsConfig({ ...localSettings(storeDir, port), syncInterval: '2m' }, zones, secrets.passwords);
    const [nats, mongo] = await Promise.all([startNats({ config }), startMongo()]);
    const servers = [nats, mongo];
    try {
      const admin = await connect({
        servers: nats.url,
        user: 'provisioner',
        pass: secrets.passwords.provisioner,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 100,
      });
      await provision(admin, topology(zones), { ackWait: 2_000, maxBytes: 64 * 1024 ** 2 });
      const neighbours = await neighboursOf(nats.url, secrets);
      Object.assign(processEnvironment(), environment(nats.url, mongo.uri, secrets));
      return new Suite({ secrets, admin, neighbours, servers }, await startService(service));
    } catch (error) {
      await Promise.all(servers.map((server) => server.stop()));
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.running.stop();
    const { neighbours, admin, servers } = this.parts;
    await neighbours.client.close();
    for (const bus of [...neighbours.bus, admin]) await bus.close();
    await Promise.all(servers.map((server) => server.stop()));
  }

  /** Stops the service in order and starts it again on the same data. */
  async restart(): Promise<void> {
    await this.running.stop();
    this.running = await startService(service);
  }

  /** Kills the broker (0) or the database (1), waits, and starts it again on its data. */
  async outage(which: 0 | 1, ms: number): Promise<void> {
    const server = this.parts.servers[which];
    await server?.kill();
    await new Promise((resolve) => setTimeout(resolve, ms));
    await server?.restart();
    // A question asked before its connection is back is lost: the client forgets it when it dials again.
    const back = (): Promise<boolean> =>
      this.parts.admin.rtt().then(
        () => true,
        () => false,
      );
    while (!(await back())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  sealer = (self: (typeof serviceNames)[number]): Sealer => new Sealer(self, this.parts.secrets.sealKeys);

  /** Publishes an event as its owner does; `id` again is a repeat. */
  async publish<T>(contract: EventContract<T>, data: T, about: { id: string; aggregate: string; zone?: string }): Promise<void> {
    const zone = about.zone ?? 'amow';
    const stamp = { id: about.id, zone, aggregate: { kind: 'test', id: about.aggregate }, sequence: 1, at: new Date().toISOString() };
    const subject = eventSubject(contract as EventContract, zone, about.aggregate);
    const body = Buffer.from(JSON.stringify(cloudEvent(contract, stamp, data)));
    // Another message id than the event's: so that a repeat gets past the broker's own duplicate window.
    await this.parts.neighbours.publishers[contract.owner]?.publish({ subject, id: uuidv7Ids.next(), body });
  }

  /** Asks as the gateway does, for this person. */
  async ask<Q, A>(
    contract: RequestContract<Q, A>,
    who: Person,
    request: NoInfer<Q>,
    key?: string,
  ): Promise<{ value?: A; problem?: { code: string } }> {
    const { sub, roles, zone, assignments } = who;
    const caller: Caller = { sub, roles, zone, assignments, assignmentVersion: 1, exp: Math.floor(Date.now() / 1000) + 600 };
    const callerToken = await new CallerTokens({ privateKey: this.parts.secrets.callerKey }).sign(caller);
    const idempotency = key === undefined ? {} : { idempotency: { key, bodyHash: JSON.stringify(request) } };
    return this.parts.neighbours.requests.ask(contract, who.zone, request, { callerToken, ...idempotency });
  }

  /** Every message of a stream, oldest first, as the events they carry. */
  async stored(stream: string): Promise<(CloudEvent<Record<string, unknown>> & { stored: string })[]> {
    const manager = await jetstreamManager(this.parts.admin, { checkAPI: false, timeout: 10_000 });
    const { state } = await manager.streams.info(stream);
    const found = [];
    for (let seq = state.first_seq; seq > 0 && seq <= state.last_seq; seq++) {
      const message = await manager.streams.getMessage(stream, { seq });
      if (message) found.push({ ...message.json<CloudEvent<Record<string, unknown>>>(), stored: message.subject });
    }
    return found;
  }
}

async function secretsOf() {
  const secret = (): string => randomBytes(32).toString('base64url');
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    passwords: Object.fromEntries([...serviceNames, 'provisioner', 'system'].map((name) => [name, secret()])) as BusPasswords,
    producerKeys: Object.fromEntries(serviceNames.map((name) => [name, secret()])),
    sealKeys: Object.fromEntries(serviceNames.map((name) => [name, randomBytes(32)])),
    callerKey: await exportJWK(privateKey),
    callerPublicKey: await exportJWK(publicKey),
  };
}
type Secrets = Awaited<ReturnType<typeof secretsOf>>;

function environment(natsUrl: string, mongoUri: string, secrets: Secrets): Record<string, string> {
  const seal = Object.fromEntries(Object.entries(secrets.sealKeys).map(([name, key]) => [name, key.toString('base64')]));
  return {
    NATS_URL: natsUrl,
    NATS_USER: 'information-sharing',
    NATS_PASSWORD: secrets.passwords['information-sharing'],
    MONGODB_URI: mongoUri,
    LOG_LEVEL: 'error',
    PRODUCER_KEY: secrets.producerKeys['information-sharing'] ?? '',
    PRODUCER_KEYS: JSON.stringify(secrets.producerKeys),
    SEAL_KEYS: JSON.stringify(seal),
    CALLER_PUBLIC_KEY: JSON.stringify(secrets.callerPublicKey),
    TOPOLOGY: JSON.stringify(zones),
  };
}

async function neighboursOf(url: string, secrets: Secrets) {
  const publishers: Record<string, WindowPublisher> = {};
  const bus: NatsConnection[] = [];
  for (const name of ['wijk', 'intervention'] as const) {
    const connection = await connectBus({ servers: [url], user: name, pass: secrets.passwords[name], service: name });
    const auth = new ProducerAuth({ own: { service: name, key: secrets.producerKeys[name] ?? '' }, listeningTo: {} });
    publishers[name] = new WindowPublisher(connection, { auth });
    bus.push(connection);
  }
  const client = new ClientNats({ servers: [url], user: 'gateway', pass: secrets.passwords.gateway, inboxPrefix: inboxPrefix('gateway') });
  await client.connect();
  return { publishers, bus, client, requests: new RequestClient(client) };
}
