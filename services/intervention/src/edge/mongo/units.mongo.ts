import { crewAudience, unitFrame } from '@spil/contracts';
import type { Clock, Result } from '@spil/domain-kit';
import type { AggregateStore, IndexSpec, PendingEvent } from '@spil/mongo';
import { Remembered, untilSaved, type Outgoing } from '@spil/service-host';
import { looksDifferent, type Unit } from '../../domain/unit';
import type { ChangeableUnits } from '../../use-cases/form-unit/form-unit';
import type { ZoneUnits } from '../../use-cases/ports';

export type UnitDocument = Unit & { _id: string };

export const unitIndexes: IndexSpec[] = [{ name: 'zone_1', key: { zone: 1 } }];

/** How old what is remembered may be: another replica's change is seen within it, a change of our own at once. */
const MOST_AGE_MS = 500;

/** Units, one document each. */
export class MongoUnits implements ChangeableUnits, ZoneUnits {
  private readonly remembered = new Remembered((zone) => this.ofZone(zone), MOST_AGE_MS);

  constructor(
    private readonly store: AggregateStore<UnitDocument>,
    private readonly outgoing: Outgoing,
    private readonly clock: Clock,
  ) {}

  async ofZone(zone: string): Promise<Unit[]> {
    return (await this.store.find({ zone }, { limit: 5_000 })).map(({ doc }) => unitOf(doc));
  }

  /** The same from memory: asked for with every item that is shared. */
  lately(zone: string): Promise<Unit[]> {
    return this.remembered.atMost(zone, MOST_AGE_MS);
  }

  change(zone: string, unitId: string, change: (now: Unit | undefined) => Result<Unit>): Promise<Result<Unit>> {
    const _id = `${zone}/${unitId}`;
    return untilSaved(async () => {
      const stored = await this.store.byId(_id);
      const before = stored && unitOf(stored.doc);
      const changed = change(before);
      if (!changed.ok || same(before, changed.value)) return changed;
      const after = { _id, ...changed.value };
      const frames = this.frames(before, changed.value, (stored?.version ?? 0) + 1);
      await (stored ? this.store.save(stored, after, frames) : this.store.insert(after, frames));
      this.remembered.forget(zone);
      return changed;
    });
  }

  /** The unit as it now is, for its team, the team it left, and the dispatch room. */
  private frames(before: Unit | undefined, unit: Unit, sequence: number): PendingEvent[] {
    if (!looksDifferent(before, unit)) return [];
    const { zone, unitId, team, status, point, since } = unit;
    const teams = [...new Set([team, before?.team ?? team])];
    const about = { zone, kind: 'unit', id: unitId, sequence, at: this.clock.now() };
    const shown = { unitId, team, status, since, ...(point ? { point } : {}) };
    const frame = this.outgoing.frame(unitFrame, about, [...teams.map(crewAudience), 'dispatch'], shown);
    return frame ? [frame] : [];
  }
}

const unitOf = ({ _id, ...unit }: UnitDocument): Unit => unit;
const ordered = (unit: Unit): unknown => Object.entries(unit).sort(([a], [b]) => (a < b ? -1 : 1));
const same = (a: Unit | undefined, b: Unit): boolean => a !== undefined && JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
