import { randomBytes } from 'node:crypto';
import { AccessTokenVerifier, CallerTokens } from '@spil/identity';
import { policyInForce, RequestHandling, WhoRead } from '@spil/service-host';
import { container as root, instanceCachingFactory as once, type DependencyContainer } from 'tsyringe';
import { CursorSeal } from './domain/cursor';
import { frameReadLog } from './edge/frame-read-log';
import { beginFeedTelemetry, feedTelemetry } from './edge/feed-telemetry';
import { Entrance } from './edge/http/entrance';
import { AssignmentBook } from './edge/nats/assignment-book';
import { NatsAudienceTails } from './edge/nats/audience-tails';
import { BusWatch } from './edge/nats/bus-watch';
import { FrameOpener } from './edge/nats/frame-opener';
import { answeringOwn } from './edge/own-answers';
import type { GatewayPlatform } from './gateway.platform';
import { AskService, type Services } from './use-cases/ask-service/ask-service';
import { FeedHub } from './use-cases/follow-feed/feed-hub';

const list = (text: string): string[] => text.split(',').map((word) => word.trim());

const verifierOf = ({ config, jwks }: GatewayPlatform): AccessTokenVerifier =>
  new AccessTokenVerifier({
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    jwksUrl: config.OIDC_JWKS_URL,
    jwks,
    types: list(config.OIDC_TOKEN_TYPES),
    algorithms: list(config.OIDC_ALGORITHMS),
    claims: {
      sub: config.CLAIM_SUB,
      name: config.CLAIM_NAME,
      roles: config.CLAIM_ROLES,
      zone: config.CLAIM_ZONE,
      assignments: config.CLAIM_ASSIGNMENTS,
    },
  });

/** What live feeds delivered is in the gateway's own read log: items, calls, and steps of notes. */
const ownOf = (platform: GatewayPlatform, callers: CallerTokens) => ({
  handling: new RequestHandling({
    verifyCaller: (token) => callers.verify(token),
    log: platform.log,
    atOnce: platform.config.REQUESTS_AT_ONCE,
  }),
  whoRead: new WhoRead(platform, { subjectTypes: ['item', 'call', 'note'] }),
});

/** Limits of one browser: what may wait for it, and how long it may take to read it (performance.md "Gateway"). */
export const feedLimits = { waitingBytes: 256 * 1024, waitingFrames: 500, liveDrainMs: 2_000, drainMs: 10_000 };

/** Ports by adapter, use cases by their ports. A test replaces an adapter by registering it again. */
export function gatewayContainer(platform: GatewayPlatform): DependencyContainer {
  const { config, bus, clock, log } = platform;
  const c = root.createChildContainer();
  const now = (): number => Date.parse(clock.now());
  beginFeedTelemetry(config.TOPOLOGY.map(({ zone }) => zone));
  c.register(FrameOpener, { useFactory: once(() => new FrameOpener(platform.auth, platform.sealer, log)) });
  c.register(AssignmentBook, {
    useFactory: once((r) => {
      const zones = config.TOPOLOGY.map(({ zone }) => zone);
      return new AssignmentBook(bus, r.resolve(FrameOpener), zones, log);
    }),
  });
  c.register(NatsAudienceTails, { useFactory: once((r) => new NatsAudienceTails(bus, r.resolve(FrameOpener), log)) });
  c.register(BusWatch, { useFactory: once((r) => new BusWatch(bus, r.resolve(AssignmentBook), r.resolve(NatsAudienceTails), log)) });
  c.register(AccessTokenVerifier, { useFactory: once(() => verifierOf(platform)) });
  c.register(Entrance, {
    useFactory: once((r) => {
      const rates = { person: config.RATE_PERSON, zone: config.RATE_ZONE, address: config.RATE_PUBLIC };
      return new Entrance(r.resolve(AccessTokenVerifier), r.resolve(AssignmentBook).serves, rates, now);
    }),
  });
  c.register(AskService, {
    useFactory: once((r) => {
      const callers = new CallerTokens({ privateKey: config.CALLER_PRIVATE_KEY });
      const services = answeringOwn(platform.requests as Services, ownOf(platform, callers));
      return new AskService(services, callers, r.resolve(AssignmentBook), clock);
    }),
  });
  c.register(FeedHub, {
    useFactory: once((r) => {
      const ports = {
        assignments: r.resolve(AssignmentBook),
        readLog: frameReadLog(platform.readLog),
        seal: new CursorSeal(Buffer.from(config.FEED_CURSOR_KEY, 'base64'), randomBytes),
        telemetry: feedTelemetry(now),
        clock,
        get policy() {
          return policyInForce(config.POLICY_FILE, clock.now());
        },
        limits: feedLimits,
        readLogRetries: [100, 500, 2_000],
      };
      const options = { streamsPerPerson: config.FEED_STREAMS_PER_PERSON, heartbeatMs: config.FEED_HEARTBEAT_MS };
      return new FeedHub(r.resolve(NatsAudienceTails), ports, options);
    }),
  });
  return c;
}
