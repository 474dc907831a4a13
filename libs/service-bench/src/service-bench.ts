import { createHash } from 'node:crypto';
import { ClientNats } from '@nestjs/microservices';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  cloudEvent,
  eventSubject,
  inboxPrefix,
  localSettings,
  natsConfig,
  topology,
  type CloudEvent,
  type EventContract,
  type RequestContract,
  type ServiceName,
  type ZoneTopology,
} from '@spil/contracts';
import { CallerTokens, type Caller } from '@spil/identity';
import { connectBus, ProducerAuth, provision, WindowPublisher } from '@spil/messaging';
import { connectMongo, Sealer, type Db } from '@spil/mongo';
import { databaseOf, RequestClient, uuidv7Ids, type RequestAnswer } from '@spil/service-host';
import { startMongo, startNats, type RunningMongo } from '@spil/testing';
import { benchEnvironment, benchSecrets, type BenchSecrets } from './secrets';

/** Who asks; the rest of a caller is made up. */
export type Person = Pick<Caller, 'sub' | 'roles' | 'zone'> & { assignments?: Caller['assignments'] };
export type StoredEvent = CloudEvent<Record<string, unknown>> & { stored: string };

interface Parts {
  service: ServiceName;
  secrets: BenchSecrets;
  admin: NatsConnection;
  natsUrl: string;
  client: ClientNats;
  db: Db;
  mongo: RunningMongo;
  stopServers: () => Promise<unknown>;
}
interface Running {
  stop(): Promise<void>;
}

/** One service on a real broker, with the generated permissions, and a real database; the spec plays its neighbours. */
export class ServiceBench {
  private readonly publishers = new Map<ServiceName, { bus: NatsConnection; publisher: WindowPublisher }>();
  private readonly asked: RequestClient;

  private constructor(
    private readonly parts: Parts,
    private readonly begin: () => Promise<Running>,
    private running: Running,
  ) {
    this.asked = new RequestClient(parts.client);
  }

  /** Starts servers and service. `environment` takes the service's variables before `begin` reads them. */
  static async start(
    service: ServiceName,
    zones: readonly ZoneTopology[],
    environment: Record<string, string | undefined>,
    begin: () => Promise<Running>,
  ): Promise<ServiceBench> {
    const secrets = await benchSecrets();
    const { passwords } = secrets;
    const config = (at: { port: number; storeDir: string }): string =>
      natsConfig({ ...localSettings(at.storeDir, at.port), syncInterval: '2m' }, zones, passwords);
    const [nats, mongo] = await Promise.all([startNats({ config }), startMongo()]);
    const admin = await connect({ servers: nats.url, user: 'provisioner', pass: passwords.provisioner });
    await provision(admin, topology(zones), { ackWait: 2_000, maxBytes: 64 * 1024 ** 2 });
    Object.assign(environment, benchEnvironment(service, { nats: nats.url, mongo: mongo.uri, zones }, secrets));
    const gateway = { user: 'gateway', pass: passwords.gateway, inboxPrefix: inboxPrefix('gateway') };
    const client = new ClientNats({ servers: [nats.url], ...gateway });
    await client.connect();
    const db = await connectMongo({ uri: mongo.uri, db: databaseOf(service) });
    const stopServers = (): Promise<unknown> => Promise.all([nats.stop(), mongo.stop()]);
    const parts = { service, secrets, admin, natsUrl: nats.url, client, db, mongo, stopServers };
    return new ServiceBench(parts, begin, await begin());
  }

  /** The service's own database, to look inside; `kill`, `freeze` and others of its server. */
  get db(): Db {
    return this.parts.db;
  }
  /** The provisioner's connection: to fill, empty or break streams. */
  get admin(): NatsConnection {
    return this.parts.admin;
  }
  get mongo(): RunningMongo {
    return this.parts.mongo;
  }

  /** The provisioner's connection: may put on any stream what a test needs there. */
  get provisioner(): NatsConnection {
    return this.parts.admin;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    const { client, db, admin, stopServers } = this.parts;
    await client.close();
    await db.client.close();
    for (const { bus } of this.publishers.values()) await bus.close();
    await admin.close();
    await stopServers();
  }

  /** Stops the service in order and starts it again on the same data. */
  async restart(): Promise<void> {
    await this.running.stop();
    this.running = await this.begin();
  }

  /** Seals and opens as this service does. */
  sealer = (self: ServiceName): Sealer => new Sealer(self, this.parts.secrets.sealKeys);

  /** Asks as the gateway does for this person; without a person, as anybody. The same `key` is a repeat. */
  async ask<Q, A>(
    contract: RequestContract<Q, A>,
    who: Person | { zone: string },
    request: NoInfer<Q>,
    key: string = uuidv7Ids.next(),
  ): Promise<RequestAnswer<A>> {
    const callerToken = 'sub' in who ? await this.tokenOf(who) : undefined;
    const bodyHash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const idempotency = contract.idempotent ? { idempotency: { key: `${'sub' in who ? who.sub : ''} ${key}`, bodyHash } } : {};
    // Patient: a busy machine is no finding.
    return this.asked.ask(contract, who.zone, request, { callerToken, timeoutMs: 30_000, ...idempotency });
  }

  /** Publishes an event as its owner does. The same `id` again is a repeat (under another message id, past the broker's window). */
  async publish<T>(
    contract: EventContract<T>,
    data: T,
    about: { zone: string; aggregate: string; id?: string; sequence?: number },
  ): Promise<string> {
    const { zone, aggregate, id = uuidv7Ids.next(), sequence = 1 } = about;
    const stamp = { id, zone, aggregate: { kind: 'test', id: aggregate }, sequence, at: new Date().toISOString() };
    const body = Buffer.from(JSON.stringify(cloudEvent(contract, stamp, data)));
    const publisher = await this.publisherOf(contract.owner);
    await publisher.publish({ subject: eventSubject(contract as EventContract, zone, aggregate), id: uuidv7Ids.next(), body });
    return id;
  }

  /** Every message of a stream, oldest first, as the events they carry and the subject they are stored under. */
  async stored(stream: string): Promise<StoredEvent[]> {
    const manager = await jetstreamManager(this.parts.admin);
    const { state } = await manager.streams.info(stream);
    const found: StoredEvent[] = [];
    for (let seq = state.first_seq; seq > 0 && seq <= state.last_seq; seq++) {
      const message = await manager.streams.getMessage(stream, { seq });
      if (message) found.push({ ...message.json<CloudEvent<Record<string, unknown>>>(), stored: message.subject });
    }
    return found;
  }

  private async tokenOf({ sub, roles, zone, assignments = [] }: Person): Promise<string> {
    const caller: Caller = { sub, roles, zone, assignments, assignmentVersion: 1, exp: Math.floor(Date.now() / 1000) + 600 };
    return new CallerTokens({ privateKey: this.parts.secrets.callerKey }).sign(caller);
  }

  private async publisherOf(name: ServiceName): Promise<WindowPublisher> {
    const known = this.publishers.get(name);
    if (known) return known.publisher;
    const { natsUrl, secrets } = this.parts;
    const bus = await connectBus({ servers: [natsUrl], user: name, pass: secrets.passwords[name], service: name });
    const auth = new ProducerAuth({ own: { service: name, key: secrets.producerKeys[name] ?? '' }, listeningTo: {} });
    const publisher = new WindowPublisher(bus, { auth });
    this.publishers.set(name, { bus, publisher });
    return publisher;
  }
}

/** Waits until something is there; fails after half a minute with what was waited for. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`did not happen within half a minute: ${what}`);
}
