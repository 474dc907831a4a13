import type { HeldAssignment, Identity } from '@spil/identity';
import type { StreamReach } from '../../domain/cursor';
import type { FeedEntry, FeedFrame } from '../../domain/feed-frame';

/** The living end of one audience's stream, shared by everybody who may hear it. */
export interface AudienceTail {
  readonly audience: string;
  reach(): StreamReach;
  /** Asks the broker how far back the stream still goes: old entries leave it as they age. */
  refresh(): Promise<void>;
  /** The first entry after a sequence; undefined when there is none yet, `gone` when it is no longer in memory. */
  next(after: number): FeedEntry | 'gone' | undefined;
  /** Entries after a sequence from the stream itself, until what is in memory; for readers far behind. */
  history(after: number): AsyncIterable<FeedEntry>;
  /** Tells when something new is there, and when the stream began anew. */
  listen(listener: { arrived(): void; restarted(): void }): () => void;
}

export interface AudienceTails {
  /** Undefined when this audience has no stream. Rejects when the bus is away. */
  open(zone: string, audience: string): Promise<AudienceTail | undefined>;
  release(tail: AudienceTail): void;
}

/** Assignments as pushed by information-sharing. */
export interface Assignments {
  /** False until all are known, and again after the bus was away: then nobody's rights are certain. */
  current(zone: string): boolean;
  of(zone: string, personId: string): readonly HeldAssignment[];
  onChange(listener: (change: { zone: string; personId: string }) => void): void;
  /** Tells when a zone's assignments became certain, or uncertain. */
  onCurrent(listener: (zone: string) => void): void;
}

/** Makes the reading of a frame durable before its bytes leave; rejects when it could not. */
export interface FrameReadLog {
  record(reading: { who: Identity; frame: FeedFrame; rule: string; decision: 'shown' | 'redacted' }): Promise<void>;
}

/** The open response of one browser. */
export interface FeedWire {
  /** Writes a chunk as it is; bytes not yet taken by the network are counted in `waiting`. */
  write(chunk: string): void;
  readonly waiting: number;
  /** From now on what is written in one turn goes to the network together, or (false) each chunk at once. */
  gather(together: boolean): void;
  /** Resolves when less than half of the limit waits, or false after `ms`. */
  drained(ms: number): Promise<boolean>;
  end(): void;
  /** Cuts without a word: the reader does not read. */
  cut(): void;
}

/** Counters and spans; what is told never names a person. */
export interface FeedTelemetry {
  delivered(frame: FeedFrame, rule: string, write: () => void): void;
  withheld(frame: FeedFrame, rule: string): void;
  reset(audience: string): void;
  ended(reason: ByeReason): void;
  clients(audience: string, change: 1 | -1): void;
}

/** Why a feed ends. `left` is the reader's own going; `too-slow` and `lost` are cut without a word. */
export type ByeReason = 'left' | 'session-ended' | 'rights-changed' | 'stopping' | 'read-log' | 'too-slow' | 'lost';
