import type { DataOf, mediationRequestCounted } from '@spil/contracts';

export type CountedRequest = DataOf<typeof mediationRequestCounted>;

export interface MediationCounts {
  /** Counts it once, by the event's id. */
  count(zone: string, eventId: string, counted: CountedRequest): Promise<void>;
}

/** M04: mediation tells a count by origin and nothing else. */
export class CountMediationWhenRequested {
  constructor(private readonly counts: MediationCounts) {}

  run(zone: string, eventId: string, counted: CountedRequest): Promise<void> {
    return this.counts.count(zone, eventId, counted);
  }
}
