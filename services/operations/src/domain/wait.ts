/** A durable and its stream at one moment. */
export interface Look {
  stream: string;
  consumer: string;
  waiting: number;
  ackFloor: number;
  lastSequence: number;
}

interface Seen {
  /** Since when something waits without a break, ms. */
  waitingSince: number;
  /** When the stream was first seen to hold up to a number; oldest first. */
  held: { sequence: number; at: number }[];
}

/** Looks kept for each durable: an hour at one every five seconds. */
const mostLooks = 720;

/**
 * How long the oldest unsettled message of each durable waits, told from numbers alone: nobody has to read the message for it.
 * A message counts from when the stream was first seen to hold it, and never from before anything waited at all: what lies in
 * between may not be meant for this durable.
 */
export class Waits {
  private readonly seen = new Map<string, Seen>();

  /** Milliseconds the oldest waits at `now` (ms); 0 when nothing does. */
  ageOf({ stream, consumer, waiting, ackFloor, lastSequence }: Look, now: number): number {
    const key = `${stream} ${consumer}`;
    if (waiting <= 0) {
      this.seen.delete(key);
      return 0;
    }
    const seen = this.seen.get(key) ?? { waitingSince: now, held: [] };
    this.seen.set(key, seen);
    if (seen.held[seen.held.length - 1]?.sequence !== lastSequence) seen.held.push({ sequence: lastSequence, at: now });
    while (seen.held[0] && seen.held[0].sequence <= ackFloor) seen.held.shift();
    // Of a wait longer than what is remembered the first look stays: it is the one that counts.
    if (seen.held.length > mostLooks) seen.held.splice(1, 1);
    return now - Math.max(seen.waitingSince, seen.held[0]?.at ?? now);
  }
}
