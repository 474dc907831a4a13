import { ClientNats } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/transport-node';
import { type ReadHistory, type ReadLog, readLogCollection, readLogIndexes } from '@spil/audit';
import { inboxPrefix, topology } from '@spil/contracts';
import type { Clock } from '@spil/domain-kit';
import { BusHealth, closeBus, connectBus, ProducerAuth, selfTest } from '@spil/messaging';
import { closeMongo, connectMongo, DatabaseHealth, ensureIndexes, Sealer } from '@spil/mongo';
import { startTelemetry, type Logger } from '@spil/observability';
import type { JSONWebKeySet } from 'jose';
import { buildVersion, databaseOf, openReadLog, ownSealKey, RequestClient, systemClock, watchReadLog } from '@spil/service-host';
import type { GatewayConfig } from './gateway.config';

/** What the gateway stands on. It is no service like the others: no outbox, no answers, a stated right to tail feeds. */
export interface GatewayPlatform {
  config: GatewayConfig;
  /** Keys of the sign-in provider when they are pinned. */
  jwks?: JSONWebKeySet;
  bus: NatsConnection;
  busHealth: Pick<BusHealth, 'permissions'>;
  requests: RequestClient;
  readLog: ReadLog;
  readHistory: ReadHistory;
  sealer: Sealer;
  auth: ProducerAuth;
  database: Pick<DatabaseHealth, 'up'>;
  clock: Clock;
  log: Logger;
  version: string;
  close(): Promise<void>;
}

const service = 'gateway';

/** Opens every connection and proves the walls: waits for an absent broker, refuses to start with more rights than it may have. */
export async function openPlatform(config: GatewayConfig): Promise<GatewayPlatform> {
  const telemetry = startTelemetry({ service, version: buildVersion(), otlpUrl: config.OTLP_URL, sampling: config.TRACE_RATIO });
  const { log } = telemetry;
  const [bus, db] = await Promise.all([
    connectBus({ servers: config.NATS_URL.split(','), user: config.NATS_USER, pass: config.NATS_PASSWORD, service }),
    connectMongo({ uri: config.MONGODB_URI, db: databaseOf(service) }),
  ]);
  await selfTest(bus, service, topology(config.TOPOLOGY), { mayTailFeeds: true });
  const busHealth = new BusHealth(bus, []);
  const client = requestClientOf(config);
  await Promise.all([client.connect(), ensureIndexes(db, { [readLogCollection]: readLogIndexes.map((index) => ({ ...index })) })]);
  const database = new DatabaseHealth(db, {
    onChange: (up) => log.warn({ ready: up }, up ? 'the database is back' : 'the database is away'),
  });
  database.start();
  const sealKeys = Object.fromEntries(Object.entries(config.SEAL_KEYS).map(([name, key]) => [name, Buffer.from(key, 'base64')]));
  const { readLog, readHistory } = await openReadLog(service, db, ownSealKey(service, config.SEAL_KEYS));
  const watch = watchReadLog(readHistory, { everyMinutes: config.READ_LOG_CHECK_MINUTES }, log);
  const close = async (): Promise<void> => {
    watch.stop();
    await readLog.settled();
    database.stop();
    busHealth.stop();
    await client.close();
    await closeBus(bus);
    await closeMongo(db);
    await telemetry.stop();
  };
  return {
    config,
    bus,
    busHealth,
    requests: new RequestClient(client),
    readLog,
    readHistory,
    sealer: new Sealer(service, sealKeys),
    auth: new ProducerAuth({ listeningTo: config.PRODUCER_KEYS }),
    database,
    clock: systemClock,
    log,
    version: buildVersion(),
    close,
  };
}

const requestClientOf = (config: GatewayConfig): ClientNats =>
  new ClientNats({
    servers: config.NATS_URL.split(','),
    user: config.NATS_USER,
    pass: config.NATS_PASSWORD,
    name: 'gateway requests',
    inboxPrefix: inboxPrefix(service),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    noAsyncTraces: true,
  });
