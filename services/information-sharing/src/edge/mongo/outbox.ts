import {
  assignmentFrame,
  cloudEvent,
  deskItem,
  feedSubject,
  inboxEntry,
  itemShared,
  noteProgressed,
  type FrameContract,
  type ItemTexts,
  type ServiceName,
} from '@spil/contracts';
import type { Ids } from '@spil/domain-kit';
import type { PendingEvent, Sealer } from '@spil/mongo';
import { activeTraceparent } from '@spil/observability';
import { Outgoing, type About } from '@spil/service-host';
import type { AssignmentState, Publication } from '../../domain/publications';

/** The write that makes something known. */
export interface Write {
  zone: string;
  /** Version of the document after the write. */
  version: number;
  at: string;
  /** The incoming event that led to it. */
  cause?: string | undefined;
}
type Told<K extends Publication['kind']> = Extract<Publication, { kind: K }>;

/** At most this many publications in one write; keeps their sequences apart and rising. */
const MOST = 256;

/** Turns publications into outbox entries: texts sealed for the one service that is to open them, bound to their item. */
export class Outbox {
  private readonly outgoing: Outgoing;

  constructor(
    private readonly sealer: Sealer,
    private readonly ids: Ids,
  ) {
    this.outgoing = new Outgoing(ids);
  }

  entries(publications: readonly Publication[], write: Write): PendingEvent[] {
    if (publications.length > MOST) throw new Error('too many publications in one write');
    return publications.flatMap((publication, n) => this.entry(publication, write, (write.version - 1) * MOST + n + 1));
  }

  private entry(publication: Publication, write: Write, sequence: number): PendingEvent[] {
    const about = (kind: string, id: string): About => ({ kind, id, sequence, zone: write.zone, at: write.at, causationId: write.cause });
    switch (publication.kind) {
      case 'item-shared':
        return [this.itemShared(publication, about('item', publication.item.itemId))];
      case 'desk-item':
        return this.deskItem(publication, about('item', publication.item.itemId));
      case 'inbox-entry':
        return this.inboxEntry(publication, about('inbox-entry', publication.item.itemId));
      case 'note-progressed':
        // Steps come from several documents: each is known by its stepId, not by a version, and need not wait for the one before.
        return [this.outgoing.event(noteProgressed, about('note-step', publication.step.stepId), publication.step)];
      case 'assignment':
        return [this.assignment(publication.assignment, about('assignment', publication.assignment.assignmentId))];
    }
  }

  private itemShared({ item, texts }: Told<'item-shared'>, about: About): PendingEvent {
    return this.outgoing.event(itemShared, about, { ...item, sealed: this.sealed(texts, 'intervention', item.itemId) });
  }

  private deskItem({ item, texts, desk }: Told<'desk-item'>, about: About): PendingEvent[] {
    const data = { ...item, desk, sealed: this.sealed(texts, 'information-sharing', item.itemId) };
    return present(this.outgoing.frame(deskItem, about, [desk], data));
  }

  private inboxEntry({ item, texts, desk, subscribers, filedAt }: Told<'inbox-entry'>, about: About): PendingEvent[] {
    const data = { ...item, desk, subscribers, filedAt, sealed: this.sealed(texts, 'gateway', item.itemId) };
    return present(this.outgoing.frame(inboxEntry, about, [desk], data));
  }

  /** Its subject ends in the assignment's id: only the last state of each is kept there. */
  private assignment(state: AssignmentState, { kind, id: aggregateId, ...about }: About): PendingEvent {
    const checked = assignmentFrame.validate(state);
    if (!checked.ok) throw new Error(`an assignment would be broken at ${checked.errors.map(({ path }) => path).join(', ')}`);
    const id = this.ids.next();
    const traceparent = activeTraceparent();
    const event = cloudEvent(assignmentFrame, { ...about, id, traceparent, aggregate: { kind, id: aggregateId } }, state);
    const to = { audience: 'gateway', aggregateId, last: aggregateId };
    const subject = feedSubject(assignmentFrame as FrameContract, about.zone, to);
    return { id, type: assignmentFrame.type, subject, body: JSON.stringify(event), traceparent };
  }

  private sealed = (texts: ItemTexts, audience: ServiceName, itemId: string) => this.sealer.seal(texts, [audience], itemId);
}

const present = (entry: PendingEvent | undefined): PendingEvent[] => (entry ? [entry] : []);
