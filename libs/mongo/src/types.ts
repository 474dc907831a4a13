import type mongoose from 'mongoose';

// mongoose brings the only copy of the driver.
export type Db = mongoose.mongo.Db;
export type Collection<T extends mongoose.mongo.BSON.Document = mongoose.mongo.BSON.Document> = mongoose.mongo.Collection<T>;
export type IndexSpec = mongoose.mongo.IndexDescription;

/** An event that is written with its aggregate and not published yet. */
export interface PendingEvent {
  /** UUIDv7; the CloudEvent's id, and what the broker removes duplicates by. */
  id: string;
  /** Where it goes, when that is one place. */
  subject?: string | undefined;
  /** Where it goes when it is a fan-out to several audiences: one compact event that the relay expands. */
  subjects?: readonly string[] | undefined;
  type: string;
  /** The whole CloudEvent as JSON. */
  body: string;
  traceparent?: string | undefined;
}

/** A write that left events to publish. */
export interface Commit {
  collection: string;
  /** The aggregate's document. */
  id: string;
  events: readonly PendingEvent[];
  /** The aggregate's version after the write. */
  version: number;
  /** No event of this aggregate waited before it, so these are the next ones in order. */
  alone: boolean;
}

/** Every subject of an event; throws when it names none. */
export function subjectsOf({ subject, subjects, id }: Pick<PendingEvent, 'subject' | 'subjects' | 'id'>): readonly string[] {
  if (subjects !== undefined && subjects.length > 0) return subjects;
  if (subject !== undefined) return [subject];
  throw new Error(`event ${id} has no subject`);
}

/** What became of a published event; kept seven days so that a lost stream can be filled again with the same ids. */
export interface SentEvent extends PendingEvent {
  at: Date;
}

/** What the store adds to an aggregate's own fields. These names are taken. */
export interface Kept {
  version: number;
  outbox: PendingEvent[];
  outboxBytes: number;
  /** Time of the oldest pending event; absent when none is. */
  pendingSince?: Date;
  sent: SentEvent[];
  /** Time of the oldest sent event kept here; absent when none is. */
  sentSince?: Date;
  /** Events ever made here, counted in the write that made them: what is neither pending, sent nor counted as left was taken out by hand. */
  eventsMade?: number;
  /** Events that left this document in order: past their seven days, or moved to the archive. */
  eventsLeft?: number;
  idempotency?: Idempotency;
  /** The incoming event this document is the effect of. */
  effectOf?: string;
  /** Last version seen of each source aggregate. */
  sources?: Record<string, number>;
}

/** A repeat of the same request: `key` is a hash of caller, route and key; `bodyHash` tells another body from the same. */
export interface Idempotency {
  key: string;
  bodyHash: string;
}

/** An aggregate as it was read, and the version a save is checked against. */
export interface Stored<T> {
  doc: T;
  version: number;
  /** Bytes of events not published yet when it was read. */
  outboxBytes: number;
  sources: Readonly<Record<string, number>>;
}
