import type { PendingEvent } from '@spil/mongo';

/** A document with events to publish, oldest event first. */
export interface Claimed {
  id: string;
  events: PendingEvent[];
}

/** What was published of a document: a prefix of its events. */
export interface Published {
  id: string;
  events: PendingEvent[];
}

/** Where pending events come from. The relay knows nothing else of the database. */
export interface OutboxSource {
  readonly name: string;
  /** Documents with the oldest pending events. May name documents whose events were published meanwhile; those have none. */
  claim(limit: number): Promise<Claimed[]>;
  /** Moves published events from pending to sent, in one write of many. Doing it twice is harmless. */
  mark(published: readonly Published[], at: Date): Promise<void>;
  /** How many documents wait, and since when. */
  backlog(): Promise<{ documents: number; since: Date | undefined }>;
  /** Forgets sent events older than `before`. Answers how many documents were touched. */
  prune(before: Date): Promise<number>;
}
