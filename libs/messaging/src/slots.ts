/** A fixed number of numbered places; what is in one is found by the token it was sent with. */
export class Slots<T> {
  private readonly held: (T | undefined)[];
  private readonly tokens: number[];
  private readonly free: number[] = [];

  constructor(readonly size: number) {
    this.held = new Array<T | undefined>(size).fill(undefined);
    this.tokens = Array.from({ length: size }, (_, slot) => slot);
    for (let slot = size - 1; slot >= 0; slot--) this.free.push(slot);
  }

  get freeCount(): number {
    return this.free.length;
  }

  get usedCount(): number {
    return this.size - this.free.length;
  }

  /** Takes a free place; there must be one. The token is never used twice, so a late or repeated answer finds nothing. */
  take(item: T): number {
    const slot = this.free.pop();
    if (slot === undefined) throw new Error('no slot is free');
    this.held[slot] = item;
    return (this.tokens[slot] = (this.tokens[slot] as number) + this.size);
  }

  /** Empties the place of this token and returns what was in it; undefined for an unknown, old or repeated token. */
  settle(token: number): T | undefined {
    const slot = token % this.size;
    const item = this.held[slot];
    if (item === undefined || this.tokens[slot] !== token) return undefined;
    this.held[slot] = undefined;
    this.free.push(slot);
    return item;
  }

  /** Empties every place whose content `which` names and returns the contents. */
  takeBack(which: (item: T) => boolean): T[] {
    const back: T[] = [];
    for (let slot = 0; slot < this.size; slot++) {
      const item = this.held[slot];
      if (item === undefined || !which(item)) continue;
      this.held[slot] = undefined;
      this.free.push(slot);
      back.push(item);
    }
    return back;
  }
}
