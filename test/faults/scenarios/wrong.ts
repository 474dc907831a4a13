// What the controls of suite scenarios have built instead: each place is replaced in the source when the bundle is made, so that the
// whole suite runs and lacks one mechanism. `built-wrong.spec.ts` says when a place is no longer there.
import type { WorldPlan } from '../world/run';

export type BuiltWrong = NonNullable<WorldPlan['builtWrong']>;

/** F25 */
export const beginsAnew: BuiltWrong = [
  {
    what: 'a gateway that begins anew instead of resuming',
    notices: ['plus'],
    claims: ['every browser has all'],
    services: ['gateway'],
    wrong: [
      {
        file: 'services/gateway/src/edge/http/feed-route.ts',
        find: "typeof header === 'string' && header !== '' ? header : undefined",
        put: 'header === undefined ? undefined : undefined',
      },
    ],
  },
];

/** F36 */
export const stopsAtOnce: BuiltWrong = [
  {
    what: 'services that stop without waiting for what is in hand (handlers 300 ms slower, so that there is something)',
    notices: ['plus'],
    claims: ['nothing was delivered again'],
    services: ['information-sharing', 'intervention'],
    wrong: [{ file: 'libs/messaging/src/strategy.ts', find: 'await this.bench?.finish(this.settings.grace);', put: '' }],
    arms: [{ point: 'handler.start', action: 'delay', ms: 300 }],
  },
];

/** F29 */
export const asksNobody: BuiltWrong = [
  {
    what: 'a feed that asks nobody again: neither told of a change of rights nor looking at delivery',
    notices: ['I2'],
    services: ['gateway'],
    wrong: [
      {
        file: 'services/gateway/src/use-cases/follow-feed/feed-hub.ts',
        find: "this.endAll('rights-changed', (who) => who.zone === zone && who.sub === personId)",
        put: 'void [zone, personId]',
      },
      {
        file: 'services/gateway/src/use-cases/follow-feed/reader-rights.ts',
        find: 'if (this.known?.held === held && now < this.known.until) return',
        put: 'if (this.known) return',
      },
    ],
  },
  {
    what: 'a feed that shows calls without writing it down',
    notices: ['I7'],
    services: ['gateway'],
    wrong: [
      {
        file: 'services/gateway/src/use-cases/follow-feed/session.ts',
        find: 'if (mustBeLogged(frame)) return this.passLogged(tail, sequence, frame, sight);',
        put: '',
      },
    ],
  },
];

/** F30 */
export const unboundPositions: BuiltWrong = [
  {
    what: 'positions that are not bound to their reader',
    notices: ['plus'],
    services: ['gateway'],
    wrong: [
      {
        file: 'services/gateway/src/domain/cursor.ts',
        find: "if (sub !== person.sub || zone !== person.zone || placeZone !== person.zone) throw new CursorInvalid('person');",
        put: '',
      },
    ],
  },
  {
    what: 'positions whose seal is not checked',
    notices: ['plus'],
    services: ['gateway'],
    wrong: [{ file: 'services/gateway/src/domain/cursor.ts', find: " + decipher.final('utf8')", put: '' }],
  },
];

/** F26 */
export const keepsEverything: BuiltWrong = [
  {
    what: 'a gateway that keeps everything for who does not read',
    notices: ['plus'],
    claims: ['it is cut'],
    services: ['gateway'],
    wrong: [
      {
        file: 'services/gateway/src/use-cases/follow-feed/session.ts',
        find: 'return this.wire.waiting <= this.ports.limits.waitingBytes || this.roomLeft(tail);',
        put: 'return true;',
      },
    ],
  },
];

/** F34 */
export const waitsForCollector: BuiltWrong = [
  {
    what: 'requests that wait until the collector has their spans',
    notices: ['plus'],
    claims: ['no request slower'],
    services: ['wijk', 'intervention'],
    wrong: [
      {
        file: 'libs/observability/src/span-pipeline.ts',
        find: 'this.batch = new BatchSpanProcessor(',
        put: 'Object.assign(globalThis, { spans: this }); this.batch = new BatchSpanProcessor(',
      },
      {
        file: 'libs/service-host/src/request-handling.ts',
        find: "const outcome = 'problem' in answer",
        put: "await (globalThis as any).spans?.forceFlush(); const outcome = 'problem' in answer",
      },
    ],
  },
];

/** F35 */
export const waitsForLog: BuiltWrong = [
  {
    what: 'a gateway that waits until its log is written',
    notices: ['plus'],
    claims: ['it goes on serving'],
    services: ['gateway'],
    wrong: [{ file: 'libs/observability/src/logger.ts', find: 'sync: false, minLength: 4096', put: 'sync: true, minLength: 0' }],
  },
];

/** F37 */
export const drainsOnce: BuiltWrong = [
  {
    what: 'services that hear the first signal only: the second ends them in their drain',
    notices: ['plus'],
    claims: ['SIGTERM twice'],
    services: ['wijk', 'information-sharing'],
    wrong: [{ file: 'libs/service-host/src/start-service.ts', find: 'process.on(signal, () => {', put: 'process.once(signal, () => {' }],
  },
];

/** F39 */
export const keepsRequests: BuiltWrong = [
  {
    what: 'a gateway without bounds: it keeps a megabyte and a half for each request for ever',
    notices: ['plus'],
    claims: ['nobody ran out of memory'],
    services: ['gateway'],
    oldSpace: 192,
    wrong: [
      {
        file: 'services/gateway/src/edge/http/crowd.ts',
        find: 'private readonly inHand = new Set<{ at: number }>();',
        put: 'private readonly inHand = new Set<{ at: number }>(); private readonly kept: number[][] = [];',
      },
      {
        file: 'services/gateway/src/edge/http/crowd.ts',
        find: 'this.inHand.add(mine);',
        put: 'this.inHand.add(mine); this.kept.push(new Array(200_000).fill(Math.random()));',
      },
    ],
  },
];

/** F47 */
export const staysSilent: BuiltWrong = [
  {
    what: 'a gateway that does not see that a stream began anew',
    notices: ['plus'],
    claims: ['its open feed is told to load anew'],
    services: ['gateway'],
    wrong: [
      {
        file: 'services/gateway/src/edge/nats/tail-watch.ts',
        find: 'reach.epoch !== before.epoch || reach.last < before.last || this.isStuck(reach, before, now)',
        put: "reach.epoch === '' && this.isStuck(reach, before, now)",
      },
    ],
  },
];

/** F47 */
export const waitsForRefused: BuiltWrong = [
  {
    what: 'a publisher that waits for the stream that refused and keeps all others waiting',
    notices: ['plus'],
    claims: ['another audience waits for none of it'],
    services: ['intervention'],
    wrong: [
      {
        file: 'libs/messaging/src/window-publisher.ts',
        find: 'settle(item, this.acks.read(reply.data, item.message.stream));',
        put: `const told = this.acks.read(reply.data, item.message.stream);
    if (told.ok || !told.transient) settle(item, told);
    else {
      this.pauseUntil = performance.now() + 5_000;
      this.retry(item, told.code);
    }`,
      },
    ],
  },
];

/** F14 */
export const remembersNoEnd: BuiltWrong = [
  {
    what: 'a watch over the streams that looks for gaps alone: a broker cuts a damaged stream off at its end',
    notices: ['plus'],
    claims: ['the figure that calls an operator'],
    services: ['operations'],
    wrong: [
      {
        file: 'services/operations/src/domain/losses.ts',
        find: 'return gaps + cut;',
        put: 'return gaps;',
      },
    ],
  },
];

/** F15: the outbox grows as long as the broker takes nothing. */
export const takesEverything: BuiltWrong = [
  {
    what: 'a service that takes new work however much waits',
    notices: ['plus'],
    claims: ['503 with Retry-After', 'no more than its limit'],
    services: ['wijk'],
    wrong: [
      {
        file: 'libs/service-host/src/outbox-pressure.ts',
        find: 'const full = this.counted >= this.limit;',
        put: 'const full = this.counted < 0;',
      },
    ],
  },
];
