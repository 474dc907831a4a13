import { type DynamicModule, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NatsConnection } from '@nats-io/transport-node';
import { Transport } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ConfigError, printFlag, printout, type Declared, type Shape } from '@spil/config';
import { inboxPrefix, requests, topology, type ServiceName } from '@spil/contracts';
import { BusHealth, errorCode, flushBus, type JetStreamStrategy, selfTest } from '@spil/messaging';
import type { Collection } from '@spil/mongo';
import { logTo, nestLogger } from '@spil/observability';
import { mongoLease, Relay } from '@spil/outbox';
import { buildVersion } from './build-version';
import { relayTelemetry } from './bus-telemetry';
import { ownDurables, strategyOf } from './deliveries';
import { everyStep, StopFailed } from './every-step';
import { Health } from './health';
import { closePlatform, openPlatform, type OpenPlatform } from './open-platform';
import type { IndexPlans, Platform, StandardConfig } from './platform';
import { BacklogFigures } from './outbox-pressure';
import type { RequestHandling } from './request-handling';
import { announceStates, refillStreams } from './refill';
import { processEnvironment } from './standard.config';

/** How a service is put together: its configuration, its container and its Nest module. */
export interface ServiceDefinition<S extends Shape, K> {
  name: ServiceName;
  config: Declared<S>;
  indexes: IndexPlans;
  /** Builds adapters and use cases; the only place that knows tsyringe. */
  container(platform: Platform<ConfigOf<S>>): K | Promise<K>;
  module(container: K): DynamicModule;
  /** Events handled at once, where not the usual number: of a service whose handlers mostly wait for each other. */
  handlersAtOnce?: number;
  /** Runs when everything is connected and before the first message: fills read models kept in memory. */
  warmUp?(container: K): Promise<void>;
  /** Runs on stop, after intake has ended. */
  stop?(container: K): Promise<void>;
}
type ConfigOf<S extends Shape> = StandardConfig & ReturnType<Declared<S>>;

/** A started service; `stop` drains: time = work left. */
export interface RunningService {
  healthPort: number;
  stop(): Promise<void>;
}

/**
 * Starts a service and lives until SIGTERM or SIGINT: configuration → telemetry → connections → self-test → container →
 * Nest → relay → ready. Refuses to start, with a sentence, when the configuration is wrong or the broker lets it read what it may not.
 */
export async function startService<S extends Shape, K>(definition: ServiceDefinition<S, K>): Promise<RunningService> {
  const config = configured(definition);
  logTo(undefined, config.LOG_LEVEL);
  const open = await openPlatform(definition.name, config, definition.indexes, buildVersion());
  const { platform } = open;
  const plan = topology(config.TOPOLOGY);
  await selfTest(platform.bus, definition.name, plan, { mayReadDead: definition.name === 'operations' });
  const container = await definition.container(platform);
  if (config.REFILL_STREAMS !== undefined) return refillOnly(open, config.REFILL_STREAMS);
  await definition.warmUp?.(container);
  const relay = relayOf(open);
  const strategy = strategyOf(open, plan.durables, definition.handlersAtOnce);
  const app = await nestOf(definition, container, open, strategy);
  const busHealth = new BusHealth(platform.bus, ownDurables(platform, plan.durables));
  const health = healthOf(open, busHealth, relay);
  const healthPort = await health.listen(config.HTTP_HOST, config.HTTP_PORT);
  relay.start();
  void announceStates(open);
  platform.log.info({ port: healthPort }, 'ready');
  const stop = once(async () => {
    health.drain();
    // What the broker does not take now stays in the outbox: a stop waits for nobody who is away.
    open.publisher.hurry();
    await everyStep({
      deliveries: () => strategy?.close(),
      requests: () => finishRequests(app, platform.handling),
      application: () => app.close(),
      [definition.name]: () => definition.stop?.(container),
      relay: () => relay.stop(),
      log: () => platform.log.info({}, 'stopped'),
      health: () => health.close(),
      'bus health': () => busHealth.stop(),
      platform: () => closePlatform(open as unknown as OpenPlatform<StandardConfig>, platform.telemetry),
    });
  });
  stopOnSignals(stop);
  return { healthPort, stop };
}

/** Publishes the last seven days into the named streams and ends. */
async function refillOnly<C extends StandardConfig>(open: OpenPlatform<C>, streams: string): Promise<RunningService> {
  try {
    const stored = await refillStreams(open, streams.split(','));
    open.platform.log.info({ count: stored }, 'streams refilled from the last seven days');
  } finally {
    await closePlatform(open as unknown as OpenPlatform<StandardConfig>, open.platform.telemetry);
  }
  return { healthPort: 0, stop: () => Promise.resolve() };
}

function configured<S extends Shape, K>({ config, name }: ServiceDefinition<S, K>): ConfigOf<S> {
  if (process.argv.includes(printFlag)) {
    process.stdout.write(printout(config, processEnvironment()));
    process.exit(0);
  }
  try {
    return config(processEnvironment()) as ConfigOf<S>;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${name} cannot start:\n${error.message}\n`);
    process.exit(78); // EX_CONFIG
  }
}

function relayOf<C extends StandardConfig>(open: OpenPlatform<C>): Relay {
  const { platform } = open;
  const relay = new Relay({
    collections: [...open.outboxes.values()],
    lastValues: open.lastValues,
    // How old the oldest event is must be known before somebody is called.
    settings: { housekeeping: 10_000 },
    publisher: open.publisher,
    clock: platform.clock,
    telemetry: relayTelemetry(platform.log, open.pressure, new BacklogFigures(Date.now)),
    lease: mongoLease(platform.db.collection('leases') as unknown as Collection, { owner: `${process.pid}-${platform.ids.next()}` }),
  });
  open.pressure.heeds(() => relay.isHeldUp);
  open.onCommit.tell = (commit) => relay.committed(commit);
  return relay;
}

async function nestOf<S extends Shape, K>(
  definition: ServiceDefinition<S, K>,
  container: K,
  { platform }: OpenPlatform<ConfigOf<S>>,
  strategy: JetStreamStrategy | undefined,
): Promise<INestApplication> {
  const { config, service, log } = platform;
  const app = await NestFactory.create(definition.module(container), new FastifyAdapter(), {
    logger: nestLogger(log),
    abortOnError: false,
  });
  if (strategy) app.connectMicroservice({ strategy });
  if (requests.some((request) => request.owner === service)) {
    app.connectMicroservice({
      transport: Transport.NATS,
      options: {
        servers: config.NATS_URL.split(','),
        user: config.NATS_USER,
        pass: config.NATS_PASSWORD,
        name: `${service} answers`,
        queue: service,
        inboxPrefix: inboxPrefix(service),
        maxReconnectAttempts: -1,
        reconnectTimeWait: 200,
        noAsyncTraces: true,
      },
    });
  }
  await app.init();
  await app.startAllMicroservices();
  // Who is told that the service is there must reach it: its subscriptions are with the broker by then.
  await flushed(app);
  return app;
}

/** ms that requests in hand may take at a stop; their askers wait no longer. */
const REQUEST_GRACE = 5_000;

/** Nest closes the connection of its requests at once, whoever waits for an answer: they are finished and on their way before. */
async function finishRequests(app: INestApplication, handling: RequestHandling): Promise<void> {
  await handling.drain(REQUEST_GRACE);
  // Nest hands an answer over some turns of the loop after it was made.
  await new Promise((resolve) => setImmediate(resolve));
  await flushed(app);
}

/** Everything said on the connections of the transports has reached the broker. */
const flushed = (app: INestApplication): Promise<unknown> =>
  Promise.all(app.getMicroservices().map((one) => flushBus(one.unwrap<NatsConnection>())));

function healthOf<C extends StandardConfig>({ platform, health }: OpenPlatform<C>, bus: BusHealth, relay: Relay): Health {
  return new Health({ service: platform.service, version: buildVersion() }, [
    { name: 'database', ok: () => health.up },
    { name: 'bus', ok: async () => (await platform.bus.rtt()) >= 0 },
    { name: 'streams', ok: () => bus.streams() },
    { name: 'permissions', ok: () => bus.permissions },
    { name: 'outbox', ok: () => relay.getsOn },
  ]);
}

/** ms that the loop has to empty after a stop. A connection to a broker that stands still is never ended by it. */
const LINGER = 3_000;

/**
 * SIGTERM twice is one drain; the process then ends by itself, its loop being empty (no process.exit before: a log line may be on
 * its way).
 */
function stopOnSignals(stop: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      void stop()
        .then(
          () => (process.exitCode = 0),
          (error: unknown) => {
            process.stderr.write(`stop failed: ${error instanceof StopFailed ? error.message : errorCode(error)}\n`);
            process.exitCode = 1;
          },
        )
        .then(() => setTimeout(() => process.exit(), LINGER).unref());
    });
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
