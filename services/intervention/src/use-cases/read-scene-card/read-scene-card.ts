import type { AnswerOf, ItemTexts, RequestOf, readSceneCard } from '@spil/contracts';
import { DomainError, fail, ok, ruleAt, type Clock, type Instant, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { Policy } from '@spil/policy';
import { aroundOf, type Around } from '../../domain/around';
import { isRestricted, type Briefing } from '../../domain/briefing';
import type { Call } from '../../domain/call';
import { callsNear, itemsNear, near, type SceneRule } from '../../domain/scene';
import type { Surrounding, SurroundingTexts } from '../../domain/surrounding';
import { teamsOnCall } from '../../domain/unit';
import type { Asked } from '../asked';
import { isWithin, scopeOf } from '../call-scope';
import type { Read, Reads, Seal, ZoneUnits } from '../ports';
import { earlierCall, itemLine, pointLine, type ItemLine, type SceneLine } from './scene-lines';

export interface KnownCalls {
  byId(zone: string, callId: string): Promise<Call | undefined>;
  /** Calls in a box since a moment, newest first. */
  around(zone: string, around: Around): Promise<Call[]>;
}
export interface KnownItems {
  /** What was cleared for crews in a box since a moment, whoever was told then. */
  around(zone: string, around: Around): Promise<Briefing[]>;
}

export interface KnownPoints {
  /** Active sensitive points in a box. */
  around(zone: string, around: Pick<Around, 'box'>): Promise<Surrounding[]>;
}
/** What lies near a call, of our own. */
export interface KnownSurroundings {
  items: KnownItems;
  points: KnownPoints;
}

/** What the card is made with: rules of the zone, need-to-know and who is on the call now, the key, the time. */
export interface SceneMaking extends Clock {
  rules: readonly SceneRule[];
  units: ZoneUnits;
  policy: Policy;
  sealer: Seal;
}

/** X6, I04: what a crew should know before it arrives. Everything on it is our own: items information-sharing cleared for crews, points the environment desk told of. */
export class ReadSceneCard {
  constructor(
    private readonly calls: KnownCalls,
    private readonly around: KnownSurroundings,
    private readonly reads: Reads,
    private readonly making: SceneMaking,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof readSceneCard>>): Promise<Result<AnswerOf<typeof readSceneCard>>> {
    const asOf = this.making.now();
    const call = await this.calls.byId(zone, request.callId);
    if (!call || !isWithin(call, scopeOf(caller))) return fail(new DomainError('not-found'));
    const rule = ruleAt(this.making.rules, asOf);
    const { callId, number, wijkId, point } = call;
    const about = { callId, number, wijkId, point, asOf };
    if (!rule) return ok({ ...about, lines: [], looked: { radiusMetres: 0, itemDays: 0, callDays: 0 } });
    const { lines, items } = await this.linesOf(call, caller, rule, asOf);
    await this.reads.record([
      lineOf(caller, { subject: callId, zone, type: 'call', category: 'call', rule: 'scene-card' }),
      ...items
        .filter(({ briefing }) => isRestricted(briefing))
        .map(({ briefing, rule: by }) =>
          lineOf(caller, { subject: briefing.itemId, zone, type: 'item', category: briefing.handling, rule: by }),
        ),
    ]);
    const { radiusMetres, itemDays, callDays } = rule;
    return ok({ ...about, lines, looked: { radiusMetres, itemDays, callDays } });
  }

  /** Only what is shown is opened and logged: the list is cut first, safety and the nearest kept. */
  private async linesOf(call: Call, caller: Caller, rule: SceneRule, now: Instant): Promise<{ lines: SceneLine[]; items: ItemLine[] }> {
    const { radiusMetres: metres, itemDays, callDays, mostLines } = rule;
    const box = aroundOf(call.point, { metres, days: itemDays, now });
    const [units, briefings, calls, points] = await Promise.all([
      this.making.units.ofZone(call.zone),
      this.around.items.around(call.zone, box),
      this.calls.around(call.zone, aroundOf(call.point, { metres, days: callDays, now })),
      this.around.points.around(call.zone, box),
    ]);
    const { policy, sealer } = this.making;
    const reader = { caller, onCall: teamsOnCall(units, call.callId, now), policy, now };
    const items = itemsNear(call, briefings, rule, now)
      .flatMap((one) => itemLine(one, sealer.open<ItemTexts>(one.found.sealed, one.found.itemId), reader) ?? [])
      .slice(0, mostLines);
    const watched = near(call, points, metres).map((one) =>
      pointLine(one, sealer.open<SurroundingTexts>(one.found.sealed, one.found.pointId)),
    );
    const earlier = callsNear(call, calls, rule, now).map(earlierCall);
    return { lines: [...items.map(({ line }) => line), ...watched, ...earlier].slice(0, mostLines), items };
  }
}

interface About {
  subject: string;
  zone: string;
  type: string;
  category: string;
  rule: string;
}

const lineOf = (caller: Caller, { subject, zone, type, category, rule }: About): Read => ({
  name: 'read-scene-card',
  actor: caller.sub,
  zone,
  processingActivity: 'intervention.read-scene-card',
  subject,
  subjectType: type,
  recordCategory: category,
  rule,
  decision: 'shown',
  reason: caller.task ?? 'intervention.read-scene-card',
  legalBasis: 'wpa-44-1',
});
