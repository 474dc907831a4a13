import type { FeedEntry } from '../../domain/feed-frame';

/** The last entries of a stream, in order of sequence; sequences may have holes. */
export class Ring {
  private readonly entries: FeedEntry[] = [];
  private start = 0;

  constructor(
    private readonly most: number,
    /** Everything up to here is not in memory. */
    private floor: number,
  ) {}

  /** Sequence of the newest entry seen, or the floor. */
  get last(): number {
    return this.entries[this.entries.length - 1]?.sequence ?? this.floor;
  }

  /** Adds the next entry; one that is not newer is ignored (a tail that was made again repeats). */
  add(entry: FeedEntry): boolean {
    if (entry.sequence <= this.last) return false;
    this.entries.push(entry);
    if (this.entries.length - this.start > this.most) {
      this.floor = this.entries[this.start]?.sequence ?? this.floor;
      this.start++;
      // Moving everything up once per `most` entries keeps adding at constant cost.
      if (this.start > this.most) {
        this.entries.splice(0, this.start);
        this.start = 0;
      }
    }
    return true;
  }

  /** The first entry after `sequence`; undefined at the end, `gone` below the floor. */
  next(sequence: number): FeedEntry | 'gone' | undefined {
    if (sequence < this.floor) return 'gone';
    if (sequence >= this.last) return undefined;
    let low = this.start;
    let high = this.entries.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle] as FeedEntry).sequence > sequence) high = middle;
      else low = middle + 1;
    }
    return this.entries[low];
  }

  /** Lowest position from which everything after it is in memory. */
  get lowest(): number {
    return this.floor;
  }
}
