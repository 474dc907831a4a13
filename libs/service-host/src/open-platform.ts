import { ClientNats } from '@nestjs/microservices';
import { readLogCollection, readLogIndexes, type ReadLogWatch } from '@spil/audit';
import { inboxPrefix, type ServiceName } from '@spil/contracts';
import { CallerTokens } from '@spil/identity';
import { closeBus, connectBus, ProducerAuth, WindowPublisher } from '@spil/messaging';
import {
  AggregateStore,
  attemptIndexes,
  connectMongo,
  DatabaseHealth,
  ensureIndexes,
  Sealer,
  type Collection,
  type Commit,
  type Db,
} from '@spil/mongo';
import { startTelemetry, type Telemetry } from '@spil/observability';
import type { IndexPlans, Platform, StandardConfig, StoreKind } from './platform';
import { everyStep } from './every-step';
import { RequestClient } from './request-client';
import { OutboxPressure } from './outbox-pressure';
import { openReadLog, watchReadLog } from './read-logs';
import { RequestHandling } from './request-handling';
import { derivedKey, ownSealKey } from './seal-key';
import { storeTelemetry } from './store-telemetry';
import { systemClock, uuidv7Ids } from './time';

/** Connections and helpers of one running service, with what only the host needs. */
export interface OpenPlatform<C extends StandardConfig> {
  platform: Platform<C>;
  auth: ProducerAuth;
  publisher: WindowPublisher;
  client: ClientNats;
  health: DatabaseHealth;
  watch: ReadLogWatch;
  /** Collections handed out as stores: what the relay sweeps. */
  outboxes: Map<string, Collection>;
  /** Of those, the ones told by their last event alone. */
  lastValues: Set<string>;
  /** How much waits for the broker, all collections together. */
  pressure: OutboxPressure;
  /** Set once the relay is there; commits before that are swept by its first round. */
  onCommit: { tell: (commit: Commit) => void };
}

/** Opens everything a service stands on. Waits for an absent broker; rejects when the database is absent or credentials are wrong. */
export async function openPlatform<C extends StandardConfig>(
  service: ServiceName,
  config: C,
  indexes: IndexPlans,
  version: string,
): Promise<OpenPlatform<C>> {
  const telemetry = startTelemetry({ service, version, otlpUrl: config.OTLP_URL, sampling: config.TRACE_RATIO });
  const { log } = telemetry;
  const [bus, db] = await Promise.all([
    connectBus({ servers: config.NATS_URL.split(','), user: config.NATS_USER, pass: config.NATS_PASSWORD, service }),
    connectMongo({ uri: config.MONGODB_URI, db: databaseOf(service) }),
  ]);
  const client = requestClientOf(service, config);
  await Promise.all([client.connect(), ensureIndexes(db, { ...indexes, ...ownIndexes })]);
  const health = watched(db, log);
  const auth = new ProducerAuth({ own: { service, key: config.PRODUCER_KEY }, listeningTo: config.PRODUCER_KEYS });
  const publisher = new WindowPublisher(bus, { auth });
  const [outboxes, lastValues] = [new Map<string, Collection>(), new Set<string>()];
  const onCommit = { tell: (_: Commit): void => undefined };
  const pressure = new OutboxPressure(() => outboxes.values(), config.OUTBOX_LIMIT);
  const platform: Platform<C> = {
    service,
    config,
    zones: config.TOPOLOGY,
    bus,
    db,
    clock: systemClock,
    ids: uuidv7Ids,
    log,
    telemetry,
    ...(await openReadLog(service, db, ownSealKey(service, config.SEAL_KEYS))),
    ...secretsOf(service, config),
    requests: new RequestClient(client),
    handling: handlingOf(config, log),
    store: <T extends { _id: string }>(name: string, { lastValue }: StoreKind = {}) => {
      if (lastValue) lastValues.add(name);
      const collection = db.collection(name);
      outboxes.set(name, collection as unknown as Collection);
      return new AggregateStore<T>(collection as unknown as Collection, {
        guard: (work) => storeTelemetry(name, () => health.guard(work)),
        onCommit: (commit) => onCommit.tell(commit),
        full: () => pressure.full,
      });
    },
  };
  const watch = watchReadLog(platform.readHistory, { everyMinutes: config.READ_LOG_CHECK_MINUTES }, log);
  return { platform, auth, publisher, client, health, watch, outboxes, lastValues, onCommit, pressure };
}

/** Closes in the order in which nothing can be lost: what is published first, then the connections, then the telemetry. */
export async function closePlatform(
  { platform, publisher, client, health, watch }: OpenPlatform<StandardConfig>,
  telemetry: Telemetry,
): Promise<void> {
  publisher.hurry();
  await everyStep({
    publisher: () => publisher.drain(),
    'read log': () => (watch.stop(), platform.readLog.settled()),
    'database health': () => health.stop(),
    'request client': () => client.close(),
    bus: () => closeBus(platform.bus),
    database: () => platform.db.client.close(),
    telemetry: () => telemetry.stop(),
  });
}

/** Of the collections every service has. */
const ownIndexes: IndexPlans = { attempts: attemptIndexes, [readLogCollection]: readLogIndexes.map((index) => ({ ...index })) };

function watched(db: Db, log: Telemetry['log']): DatabaseHealth {
  const health = new DatabaseHealth(db, { onChange: (up) => log.warn({ up }, up ? 'the database is back' : 'the database is away') });
  health.start();
  return health;
}

function handlingOf(config: StandardConfig, log: Telemetry['log']): RequestHandling {
  const callers = new CallerTokens({ publicKey: config.CALLER_PUBLIC_KEY });
  return new RequestHandling({ verifyCaller: (token) => callers.verify(token), log, atOnce: config.REQUESTS_AT_ONCE });
}

/** Each service has a database of its own, named after it. */
export const databaseOf = (service: ServiceName): string => `spil_${service.replaceAll('-', '_')}`;

const keysOf = (config: StandardConfig): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(config.SEAL_KEYS).map(([service, key]) => [service, Buffer.from(key, 'base64')]));

const secretsOf = (service: ServiceName, config: StandardConfig): Pick<Platform, 'sealer' | 'keyFor'> => ({
  sealer: new Sealer(service, keysOf(config)),
  keyFor: (purpose) => derivedKey(service, config.SEAL_KEYS, purpose),
});

const requestClientOf = (service: ServiceName, config: StandardConfig): ClientNats =>
  new ClientNats({
    servers: config.NATS_URL.split(','),
    user: config.NATS_USER,
    pass: config.NATS_PASSWORD,
    name: `${service} requests`,
    inboxPrefix: inboxPrefix(service),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    noAsyncTraces: true,
  });
