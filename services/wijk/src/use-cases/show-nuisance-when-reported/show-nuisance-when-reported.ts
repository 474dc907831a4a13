import type { DataOf, nuisanceReported } from '@spil/contracts';

/** A nuisance as its wijk shows it. */
export type ShownNuisance = DataOf<typeof nuisanceReported>;

export interface ShownNuisances {
  /** Keeps it once, by its id. */
  show(zone: string, nuisance: ShownNuisance): Promise<void>;
}

/** E03: a reported nuisance shows in its wijk. */
export class ShowNuisanceWhenReported {
  constructor(private readonly nuisances: ShownNuisances) {}

  run(zone: string, nuisance: ShownNuisance): Promise<void> {
    return this.nuisances.show(zone, nuisance);
  }
}
