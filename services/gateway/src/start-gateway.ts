import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { nestLogger } from '@spil/observability';
import type { Resolver } from '@spil/service-host';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { forgedPosition } from './edge/frame-read-log';
import { Connections } from './edge/http/connections';
import { Crowd } from './edge/http/crowd';
import { sendProblem } from './edge/http/exchange';
import { Entrance } from './edge/http/entrance';
import { openApi } from './edge/http/openapi';
import { registerHttp, type HttpPorts } from './edge/http/server';
import { AssignmentBook } from './edge/nats/assignment-book';
import { NatsAudienceTails } from './edge/nats/audience-tails';
import { BusWatch } from './edge/nats/bus-watch';
import { feedLimits, gatewayContainer } from './gateway.container';
import { gatewayModule } from './gateway.module';
import type { GatewayPlatform } from './gateway.platform';
import { AskService } from './use-cases/ask-service/ask-service';
import { FeedHub } from './use-cases/follow-feed/feed-hub';

const longestDrainMs = 10_000;

export interface RunningGateway {
  /** Address it listens on. */
  url: string;
  container: Resolver;
  /** Drains: not ready, goodbye to feeds, what is in flight is finished. Time = work left. */
  stop(): Promise<void>;
}

/** Starts everything above the platform: rights are read before the first request is taken. */
export async function startGateway(platform: GatewayPlatform): Promise<RunningGateway> {
  const container = gatewayContainer(platform);
  let draining = false;
  const app = await NestFactory.create<NestFastifyApplication>(gatewayModule(container), adapterOf(platform) as FastifyAdapter, {
    logger: nestLogger(platform.log),
    abortOnError: false,
    bodyParser: false,
  });
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const connections = new Connections(server.server);
  registerHttp(
    server,
    httpPorts(platform, container, () => draining),
  );
  container.resolve(BusWatch).start();
  const loading = container.resolve(AssignmentBook).load();
  await app.listen(platform.config.HTTP_PORT, platform.config.HTTP_HOST);
  void loading.then(() => platform.log.info({}, 'ready'));
  const stop = async (): Promise<void> => {
    draining = true;
    container.resolve(FeedHub).drain();
    // What is in flight ends by its own time-out; a client that never reads its answer does not hold us.
    const drained = connections.drain(longestDrainMs);
    await app.close();
    drained();
    container.resolve(AssignmentBook).stop();
    await container.resolve(NatsAudienceTails).stop();
    await platform.close();
  };
  return { url: await app.getUrl(), container, stop };
}

const adapterOf = ({ config }: GatewayPlatform) =>
  new FastifyAdapter({
    trustProxy: (_address: string, hop: number) => hop < config.TRUSTED_PROXIES,
    bodyLimit: 64 * 1024,
    // A request that trickles in is cut: headers within ten seconds, all of it within thirty (T10).
    requestTimeout: 30_000,
    http: { headersTimeout: config.HEADERS_TIMEOUT_MS, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 },
    // An address that cannot be read never reaches a route; the default answer would quote it.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(request, reply, { code: 'not-found' }),
    keepAliveTimeout: 65_000,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });

function httpPorts(platform: GatewayPlatform, container: Resolver, draining: () => boolean): HttpPorts {
  const { config, log, clock } = platform;
  const entrance = container.resolve(Entrance);
  const assignments = container.resolve(AssignmentBook);
  const address = { publicUrl: config.PUBLIC_URL, issuer: config.OIDC_ISSUER };
  return {
    contracts: { ask: container.resolve(AskService), entrance, serves: assignments.serves, crowd: new Crowd(config.REQUESTS_AT_ONCE), log },
    feed: {
      hub: container.resolve(FeedHub),
      entrance,
      waitingBytes: feedLimits.waitingBytes,
      forged: async (who, reason) => {
        log.warn({ zone: who.zone, reason: `cursor-${reason}` }, 'a feed position was refused');
        await forgedPosition(platform.readLog, who, reason).catch((error: unknown) => log.error({ err: error }, 'no audit line'));
      },
    },
    me: { entrance, assignments, clock },
    telemetry: { entrance, log, sources: { traces: config.TRACES_QUERY_URL, metrics: config.METRICS_QUERY_URL } },
    pages: {
      consoleDir: config.CONSOLE_DIR,
      asyncApiFile: config.ASYNCAPI_FILE,
      openApi: openApi({ ...address, version: platform.version }),
      consoleConfig: consoleConfig(platform),
    },
    security: { ...address, tiles: config.MAP_TILES },
    readiness: {
      draining,
      checks: () =>
        Promise.resolve({
          bus: container.resolve(BusWatch).connected,
          assignments: assignments.ready,
          database: platform.database.up,
          permissions: platform.busHealth.permissions,
        }),
    },
    about: { service: 'gateway', version: platform.version },
    log,
  };
}

/** What the console reads before anybody signs in. */
const consoleConfig = ({ config, version }: GatewayPlatform): object => ({
  issuer: config.OIDC_ISSUER,
  clientId: config.OIDC_CLIENT_ID,
  scope: config.OIDC_SCOPE,
  resource: config.OIDC_AUDIENCE,
  demo: config.DEMO,
  publicUrl: config.PUBLIC_URL,
  version,
  ...(config.MAP_TILES === undefined ? {} : { tiles: { url: config.MAP_TILES, attribution: config.MAP_ATTRIBUTION ?? '' } }),
});
