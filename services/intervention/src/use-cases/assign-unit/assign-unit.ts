import type { AnswerOf, RequestOf, assignUnit } from '@spil/contracts';
import { DomainError, fail, ok, ruleAt, type Clock, type Instant, type Result } from '@spil/domain-kit';
import { aroundOf } from '../../domain/around';
import { withUnit, type Call } from '../../domain/call';
import { itemsNear, type SceneRule } from '../../domain/scene';
import { isOnDuty, sendTo, type Unit } from '../../domain/unit';
import type { Asked } from '../asked';
import type { ChangeableUnits } from '../form-unit/form-unit';
import type { ZoneUnits } from '../ports';
import type { KnownCalls, KnownItems } from '../read-scene-card/read-scene-card';

/** A call as it now is, and which items its scene card brought to a team that did not know them (S02). */
export interface Sent {
  call: Call;
  briefed: readonly { itemId: string; noteId: string; teams: readonly string[] }[];
  at: Instant;
}
export interface SendableCalls {
  /** Loads, changes and saves one call with its frames and facts in one write. Undefined: there is no such call in this zone. */
  change(zone: string, callId: string, change: (now: Call) => Result<Sent>): Promise<Result<Call> | undefined>;
}

/**
 * I07, X6: sends a unit to a call. The call is saved first, then the unit: whoever asks again after a cut finishes what was begun,
 * and a call never waits for a unit that was taken off the list.
 */
export class AssignUnit {
  constructor(
    private readonly calls: SendableCalls & KnownCalls,
    private readonly units: ChangeableUnits & ZoneUnits,
    private readonly items: KnownItems,
    private readonly making: Clock & { rules: readonly SceneRule[] },
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof assignUnit>>): Promise<Result<AnswerOf<typeof assignUnit>>> {
    const { callId, unitId } = request;
    const now = this.making.now();
    const [call, all] = await Promise.all([this.calls.byId(zone, callId), this.units.ofZone(zone)]);
    if (!call) return fail(new DomainError('not-found'));
    const unit = all.find((one) => one.unitId === unitId);
    if (!unit || !isOnDuty(unit, now)) return fail(new DomainError('intervention.unit-unknown', { unitId }));
    const possible = sendTo(unit, callId, now);
    if (!possible.ok) return possible;
    const news = await this.newsFor(call, unit, now);
    const sent = await this.calls.change(zone, callId, (before) => {
      const call = withUnit(before, unit);
      return call.ok ? ok({ call: call.value, briefed: news, at: now }) : call;
    });
    if (!sent) return fail(new DomainError('not-found'));
    if (!sent.ok) return sent;
    const set = await this.units.change(zone, unitId, (before) =>
      before ? sendTo(before, callId, now) : fail(new DomainError('not-found')),
    );
    return set.ok ? ok({ callId, units: [...(sent.value.units ?? [])], teams: [...sent.value.teams] }) : set;
  }

  /** Items near the call that this unit's team was not told when they came. */
  private async newsFor(call: Call, { team }: Unit, now: Instant): Promise<Sent['briefed']> {
    const rule = ruleAt(this.making.rules, now);
    if (!rule || call.teams.includes(team)) return [];
    const around = aroundOf(call.point, { metres: rule.radiusMetres, days: rule.itemDays, now });
    const found = itemsNear(call, await this.items.around(call.zone, around), rule, now).slice(0, rule.mostLines);
    return found
      .filter(({ found: item }) => !item.teams.includes(team))
      .map(({ found: { itemId, noteId } }) => ({ itemId, noteId, teams: [team] }));
  }
}
