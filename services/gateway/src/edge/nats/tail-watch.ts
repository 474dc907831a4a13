import type { StreamReach } from '../../domain/cursor';

/** Where a tail stands: which stream it follows and the last sequence it was given. */
export interface Standing {
  epoch: string;
  last: number;
}

/**
 * Judges look by look whether a tail still follows its stream. An ordered consumer heals gaps by itself; it does not heal when its
 * stream was removed and made again.
 */
export class TailWatch {
  private stoodAt = -1;

  /** True when the stream is another one, when its end went back, or when nothing came at two looks although there was something. */
  isLost(reach: StreamReach, before: Standing, now: Standing): boolean {
    return reach.epoch !== before.epoch || reach.last < before.last || this.isStuck(reach, before, now);
  }

  private isStuck({ last }: StreamReach, before: Standing, now: Standing): boolean {
    const still = last > before.last && now.last === before.last;
    const stuck = still && this.stoodAt === before.last;
    this.stoodAt = still ? before.last : -1;
    return stuck;
  }
}
