import type { Idempotency } from './idempotency';
import type { Instant, Result } from '@spil/domain-kit';
import type { Assignment } from '../domain/assignment';
import type { InboxEntry } from '../domain/inbox-entry';
import type { NoteRouting } from '../domain/note-routing';
import type { Decided } from '../domain/publications';
import type { Verdict } from '../domain/rating';
import type { Subscription } from '../domain/subscription';

/** Where notes went. What a decision makes known is saved with it, in one write. */
export interface NoteRoutings {
  /** Keeps the effect of one event; the event again changes nothing. */
  add(cause: string, decided: Decided<NoteRouting>): Promise<void>;
  /** The routing an item came from. */
  byItem(zone: string, itemId: string): Promise<NoteRouting | undefined>;
  /** Decides on the newest state, again when somebody saved in between. Undefined: there is no such routing. */
  change(noteId: string, decide: (now: NoteRouting) => Decided<NoteRouting>): Promise<NoteRouting | undefined>;
}

/** Which page of a person's inbox. */
export interface InboxPage {
  zone: string;
  personId: string;
  openDesks: readonly string[];
  status?: InboxEntry['status'] | undefined;
  /** Only of these; absent: of any. */
  themes?: readonly string[] | undefined;
  before?: Instant | undefined;
  limit: number;
}
export interface InboxRow {
  entry: InboxEntry;
  myVerdict: Verdict | undefined;
}

/** Items filed at the desks. */
export interface Inbox {
  /** Keeps the effect of one frame; the frame again changes nothing. */
  file(cause: string, decided: Decided<InboxEntry>): Promise<void>;
  row(zone: string, itemId: string, personId: string): Promise<InboxRow | undefined>;
  /** Newest first. Rows filed in the same millisecond stay together: a page may be a little longer than asked. */
  page(page: InboxPage): Promise<InboxRow[]>;
  /** Items of a zone filed since a moment, in whosoever inbox, newest first, at most `limit`. */
  since(zone: string, since: Instant, limit: number): Promise<InboxEntry[]>;
  change(itemId: string, decide: (now: InboxEntry) => Result<Decided<InboxEntry>>): Promise<Result<InboxEntry> | undefined>;
}

export interface Subscriptions {
  add(subscription: Subscription, idempotency: Idempotency | undefined): Promise<Result<Subscription>>;
  /** Active ones of a person, oldest first. */
  of(zone: string, personId: string): Promise<Subscription[]>;
  change(subscriptionId: string, decide: (now: Subscription) => Subscription | undefined): Promise<Subscription | undefined>;
}

/** Assignments as they are now, never from memory: reading decisions rest on them. */
export interface Assignments {
  add(decided: Decided<Assignment>, idempotency: Idempotency | undefined): Promise<Result<Assignment>>;
  /** All of one person, ended ones included. */
  of(zone: string, personId: string): Promise<Assignment[]>;
  /** Those of a zone that are not over at a moment. */
  inZone(zone: string, now: Instant): Promise<Assignment[]>;
  change(assignmentId: string, decide: (now: Assignment) => Decided<Assignment> | undefined): Promise<Assignment | undefined>;
}

/** One consultation, to be kept before anything leaves. */
export interface Consultation {
  task: string;
  actor: string;
  zone: string;
  itemId: string;
  personal: boolean;
  rule: string;
  decision: 'shown' | 'redacted' | 'denied';
}

/** Resolves when all are kept for good; rejects with `read-not-logged`, and then nothing may leave. */
export interface Consultations {
  record(lines: readonly Consultation[]): Promise<void>;
}
