import type { callCounted, DataOf } from '@spil/contracts';

export type CountedCall = DataOf<typeof callCounted>;

export interface CallCounts {
  /** Counts it once, by the event that told of it. */
  countCall(zone: string, eventId: string, counted: CountedCall): Promise<void>;
}

/** W07: one more call in a wijk; what it was about stays with intervention. */
export class CountCallWhenCounted {
  constructor(private readonly counts: CallCounts) {}

  run(zone: string, eventId: string, counted: CountedCall): Promise<void> {
    return this.counts.countCall(zone, eventId, counted);
  }
}
