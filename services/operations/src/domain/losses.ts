/** What the numbers of one stream are at one moment. */
export interface Extent {
  stream: string;
  /** When the stream was made: one that was made anew begins to count anew. */
  epoch: string;
  messages: number;
  firstSequence: number;
  lastSequence: number;
}

/** What was seen of a stream. */
export interface End {
  readonly stream: string;
  readonly epoch: string;
  /** Where it ended. */
  readonly last: number;
  /** Messages that were cut off its end since it was made. */
  readonly cut: number;
}

/**
 * How many messages each stream is known to have lost, told from numbers alone. Nothing is ever taken out of a stream of events or
 * of a feed but by age, from its beginning: a gap is a loss, and so is an end before what was already there. That is what a broker
 * makes of a damaged file: it cuts the stream off before the damage, and sets back its durables with it (F14). It stays a loss
 * when new messages have taken the numbers, until the stream is made anew, as by a refill. What is lost at the very beginning, or
 * with a stream that somebody made anew, only a comparison with the database tells.
 */
export class Losses {
  private readonly ends: Map<string, End>;

  /** `known`: what was seen before this program began. */
  constructor(known: readonly End[] = []) {
    this.ends = new Map(known.map((end) => [end.stream, end]));
  }

  /** What was seen of each stream, to be remembered. */
  get seen(): readonly End[] {
    return [...this.ends.values()];
  }

  /** Messages of a stream that are missing. */
  of({ stream, epoch, messages, firstSequence, lastSequence: last }: Extent): number {
    const gaps = messages === 0 ? 0 : Math.max(0, last - firstSequence + 1 - messages);
    const before = this.ends.get(stream);
    const known = before?.epoch === epoch ? before : { last: 0, cut: 0 };
    const cut = known.cut + Math.max(0, known.last - last);
    if (known !== before || known.last !== last) this.ends.set(stream, { stream, epoch, last, cut });
    return gaps + cut;
  }
}
