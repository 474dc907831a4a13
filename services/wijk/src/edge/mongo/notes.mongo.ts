import { AsyncResource } from 'node:async_hooks';
import { noteFacts, noteProgress, noteRecorded } from '@spil/contracts';
import type { Clock, Instant } from '@spil/domain-kit';
import { pageOf, type AggregateStore, type IndexSpec, type PendingEvent } from '@spil/mongo';
import { Gathered, untilSaved, type Outgoing } from '@spil/service-host';
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

/** ms the first of a note's steps waits for the others: they come together, from several places, and their author is in no hurry. */
const GATHER_MS = 200;

type Change = (note: IntelligenceNote) => IntelligenceNote | undefined;
interface NextStep {
  zone: string;
  noteId: string;
  change: Change;
  /** The frame for the author's feed, in the trace of the event that brought the step. */
  frame(note: IntelligenceNote, sequence: number): PendingEvent | undefined;
}

/** Notes in MongoDB: one document each, with what is still to be told. */
export class MongoNotes implements NewNotes, OwnNote, MyNotes, NoteLedger {
  private readonly steps: Gathered<NextStep, boolean>;

  constructor(
    private readonly store: AggregateStore<NoteDocument>,
    private readonly outgoing: Outgoing,
    private readonly clock: Clock,
  ) {
    this.steps = new Gathered((_key, steps) => untilSaved(() => this.apply(steps as [NextStep, ...NextStep[]])), GATHER_MS);
  }

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

  change(zone: string, noteId: string, step: Step, change: Change): Promise<boolean> {
    const frame: NextStep['frame'] = ({ authorId }, sequence) => {
      const about = { zone, kind: 'note', id: noteId, sequence, at: this.clock.now() };
      return this.outgoing.frame(noteProgress, about, ['wijk'], { authorId, noteId, ...step });
    };
    return this.steps.add(`${zone} ${noteId}`, { zone, noteId, change, frame: AsyncResource.bind(frame) });
  }

  /** All steps that came together, in one write. */
  private async apply([first, ...others]: readonly [NextStep, ...NextStep[]]): Promise<boolean> {
    const { zone, noteId } = first;
    // Steps are only ever added: one that was there a moment ago is there now.
    const stored = this.store.recent(noteId) ?? (await this.store.byId(noteId));
    if (stored?.doc.zone !== zone) return false;
    let note = noteOf(stored.doc);
    const frames: PendingEvent[] = [];
    for (const step of [first, ...others]) {
      const changed = step.change(note);
      if (!changed) continue;
      note = changed;
      const frame = step.frame(note, stored.version + 1);
      if (frame) frames.push(frame);
    }
    if (frames.length > 0) await this.store.save(stored, documentOf(note), frames);
    return true;
  }
}

const documentOf = ({ noteId: _id, ...note }: IntelligenceNote): NoteDocument => ({ _id, ...note });
const noteOf = ({ _id: noteId, ...note }: NoteDocument): IntelligenceNote => ({ noteId, ...note });
