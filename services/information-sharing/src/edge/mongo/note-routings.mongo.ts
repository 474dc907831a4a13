import type { Clock } from '@spil/domain-kit';
import { ConcurrencyConflict, type AggregateStore, type Stored } from '@spil/mongo';
import type { RelatedRecord, RelatedRecords } from '@spil/service-host';
import { relatedTo, type NoteRouting } from '../../domain/note-routing';
import type { Decided } from '../../domain/publications';
import type { NoteRoutings } from '../../use-cases/ports';
import { changing } from './changing';
import type { RoutingDocument } from './documents';
import type { Outbox } from './outbox';

export class MongoNoteRoutings implements NoteRoutings, RelatedRecords {
  constructor(
    private readonly store: AggregateStore<RoutingDocument>,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async add(cause: string, { state, publications }: Decided<NoteRouting>): Promise<void> {
    const entries = this.outbox.entries(publications, { zone: state.zone, version: 1, at: state.at, cause });
    await this.store.upsertEffect(cause, { ...state, _id: state.noteId }, entries);
  }

  async byItem(zone: string, itemId: string): Promise<NoteRouting | undefined> {
    const [found] = await this.store.find({ itemIds: itemId, zone }, { limit: 1 });
    return found && stateOf(found.doc);
  }

  /** The note and its items, whichever of them is named. */
  async relatedTo(zone: string, recordId: string): Promise<RelatedRecord[]> {
    const stored = await this.store.byId(recordId);
    const routing = stored?.doc.zone === zone ? stateOf(stored.doc) : await this.byItem(zone, recordId);
    return routing ? relatedTo(routing, recordId) : [];
  }

  async change(noteId: string, decide: Decide): Promise<NoteRouting | undefined> {
    // Crews are briefed within a moment of the routing: it need not be read again for that.
    const recent = this.store.recent(noteId);
    const done = recent && (await this.attempt(recent, decide).catch(unlessOutdated));
    if (done?.saved) return done.state;
    return (await changing(this.store, noteId, (stored) => this.attempt(stored, decide)))?.state;
  }

  private async attempt(stored: Stored<RoutingDocument>, decide: Decide): Promise<{ state: NoteRouting; saved: boolean }> {
    const before = stateOf(stored.doc);
    const { state, publications } = decide(before);
    if (publications.length === 0) return { state: before, saved: false };
    const write = { zone: state.zone, version: stored.version + 1, at: this.clock.now() };
    await this.store.save(stored, { ...state, _id: stored.doc._id }, this.outbox.entries(publications, write));
    return { state, saved: true };
  }
}

type Decide = (now: NoteRouting) => Decided<NoteRouting>;

function unlessOutdated(error: unknown): undefined {
  if (!(error instanceof ConcurrencyConflict)) throw error;
}

export function stateOf({ _id, ...state }: RoutingDocument): NoteRouting {
  return state as NoteRouting;
}
