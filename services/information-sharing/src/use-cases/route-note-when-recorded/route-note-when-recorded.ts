import type { Clock } from '@spil/domain-kit';
import { policyAt, type Policy } from '@spil/policy';
import { routeNote, type NoteRouting, type RecordedNote } from '../../domain/note-routing';
import type { NoteRoutings } from '../ports';

/** Sends a recorded note to whom the policy names, each as much as they may have (S01, S05). */
export class RouteNoteWhenRecorded {
  constructor(
    private readonly routings: Pick<NoteRoutings, 'add'>,
    private readonly policies: readonly [Policy, ...Policy[]],
    private readonly clock: Clock,
  ) {}

  /** `cause` is the event's id. Handled again, however late, nothing new comes of it. */
  async run(cause: string, note: RecordedNote): Promise<NoteRouting> {
    const now = this.clock.now();
    const decided = routeNote(note, policyAt(this.policies, now) ?? this.policies[0], now);
    await this.routings.add(cause, decided);
    return decided.state;
  }
}
