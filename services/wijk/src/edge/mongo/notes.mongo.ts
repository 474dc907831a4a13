import { noteFacts, noteProgress, noteRecorded } from '@spil/contracts';
import type { Clock, Instant } from '@spil/domain-kit';
import { pageOf, type AggregateStore, type IndexSpec } from '@spil/mongo';
import { untilSaved, type Outgoing } from '@spil/service-host';
import { z } from 'zod';
import type { IntelligenceNote, Step } from '../../domain/note';
import type { Idempotency } from '../../use-cases/asked';
import type { NoteLedger } from '../../use-cases/keep-ledger-when-note-progressed/keep-ledger-when-note-progressed';
import type { MyNotes } from '../../use-cases/list-my-notes/list-my-notes';
import type { OwnNote } from '../../use-cases/read-note/read-note';
import type { NewNotes } from '../../use-cases/record-note/record-note';

/** As it is stored: the note's own id is the document's. */
export type NoteDocument = Omit<IntelligenceNote, 'noteId'> & { _id: string };

export const noteIndexes: IndexSpec[] = [
  { name: 'zone_author_recorded', key: { zone: 1, authorId: 1, recordedAt: -1 } },
  { name: 'zone_wijk', key: { zone: 1, wijkId: 1 } },
];

const factNames = Object.keys(z.object(noteFacts()).shape) as (keyof ReturnType<typeof noteFacts>)[];

/** Notes in MongoDB: one document each, with what is still to be told. */
export class MongoNotes implements NewNotes, OwnNote, MyNotes, NoteLedger {
  constructor(
    private readonly store: AggregateStore<NoteDocument>,
    private readonly outgoing: Outgoing,
    private readonly clock: Clock,
  ) {}

  async add(note: IntelligenceNote, idempotency: Idempotency | undefined): Promise<IntelligenceNote> {
    const { noteId, zone, recordedAt: at, sealed } = note;
    const facts = Object.fromEntries(factNames.map((name) => [name, note[name]]));
    const recorded = this.outgoing.event(noteRecorded, { zone, kind: 'note', id: noteId, sequence: 1, at }, { ...facts, sealed } as never);
    const { stored } = await this.store.insert(documentOf(note), [recorded], idempotency ? { idempotency } : {});
    return noteOf(stored.doc);
  }

  async byId(zone: string, noteId: string): Promise<IntelligenceNote | undefined> {
    const stored = await this.store.byId(noteId);
    return stored?.doc.zone === zone ? noteOf(stored.doc) : undefined;
  }

  async ofAuthor(zone: string, authorId: string, { before, limit }: { before?: Instant; limit: number }): Promise<IntelligenceNote[]> {
    return (await pageOf(this.store, { zone, authorId }, { by: 'recordedAt', before, limit })).map(noteOf);
  }

  change(zone: string, noteId: string, step: Step, change: (note: IntelligenceNote) => IntelligenceNote | undefined): Promise<boolean> {
    return untilSaved(async () => {
      const stored = await this.store.byId(noteId);
      if (stored?.doc.zone !== zone) return false;
      const changed = change(noteOf(stored.doc));
      if (!changed) return true;
      const about = { zone, kind: 'note', id: noteId, sequence: stored.version + 1, at: this.clock.now() };
      const frame = this.outgoing.frame(noteProgress, about, ['wijk'], { authorId: changed.authorId, noteId, ...step });
      await this.store.save(stored, documentOf(changed), frame ? [frame] : []);
      return true;
    });
  }
}

const documentOf = ({ noteId: _id, ...note }: IntelligenceNote): NoteDocument => ({ _id, ...note });
const noteOf = ({ _id: noteId, ...note }: NoteDocument): IntelligenceNote => ({ noteId, ...note });
