import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import type { AggregateStore } from '@spil/mongo';
import type { Assignment } from '../../domain/assignment';
import type { Decided } from '../../domain/publications';
import type { Idempotency } from '../../use-cases/idempotency';
import type { Assignments } from '../../use-cases/ports';
import { changing } from './changing';
import type { AssignmentDocument } from './documents';
import type { Outbox } from './outbox';

/** More than any zone has people. */
const ALL = 20_000;
/** ms that something may still be read after its end: clocks of two machines differ. */
const AFTER_MS = 60_000;

/** Assignments of a zone that hold or will: those that ran out years ago must not take their place under a limit. */
export const standingIn = (zone: string, now: Instant) => ({
  zone,
  endedAt: { $exists: false },
  $or: [{ until: { $exists: false } }, { until: { $gt: new Date(Date.parse(now) - AFTER_MS).toISOString() } }],
});

export interface AssignmentAdapters {
  outbox: Outbox;
  clock: Clock;
  /** Hears of a zone in which somebody is assigned differently now, after the commit. */
  changed: (zone: string) => void;
}

export class MongoAssignments implements Assignments {
  constructor(
    private readonly store: AggregateStore<AssignmentDocument>,
    private readonly adapters: AssignmentAdapters,
  ) {}

  async add({ state, publications }: Decided<Assignment>, idempotency: Idempotency | undefined): Promise<Result<Assignment>> {
    const { version, ...document } = state;
    const { outbox, clock, changed } = this.adapters;
    const entries = outbox.entries(publications, { zone: state.zone, version, at: clock.now() });
    const { stored } = await this.store.insert({ ...document, _id: state.assignmentId }, entries, idempotency ? { idempotency } : {});
    changed(state.zone);
    // A repeat answers what the first answered, also when the assignment has ended since.
    const { endedAt: _endedAt, ...first } = stateOf(stored.doc, 1);
    return ok(first);
  }

  async of(zone: string, personId: string): Promise<Assignment[]> {
    return this.found({ zone, personId });
  }

  async inZone(zone: string, now: Instant): Promise<Assignment[]> {
    const standing = await this.found(standingIn(zone, now));
    return standing.filter(({ until }) => until === undefined || Date.parse(until) > Date.parse(now));
  }

  async change(assignmentId: string, decide: (now: Assignment) => Decided<Assignment> | undefined): Promise<Assignment | undefined> {
    return changing(this.store, assignmentId, async (stored) => {
      const decided = decide(stateOf(stored.doc, stored.version));
      if (!decided || decided.publications.length === 0) return decided?.state;
      const { version, ...document } = decided.state;
      const { outbox, clock, changed } = this.adapters;
      const entries = outbox.entries(decided.publications, { zone: document.zone, version, at: clock.now() });
      await this.store.save(stored, { ...document, _id: assignmentId }, entries);
      changed(document.zone);
      return decided.state;
    });
  }

  private async found(filter: Record<string, unknown>): Promise<Assignment[]> {
    const found = await this.store.find(filter, { sort: { personId: 1 }, limit: ALL });
    return found.map(({ doc, version }) => stateOf(doc, version));
  }
}

export function stateOf({ _id, ...state }: AssignmentDocument, version: number): Assignment {
  return { ...state, version };
}
