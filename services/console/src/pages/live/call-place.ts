import type { LonLat } from '../../components/zone-map-view';

/** Where a call is: the point, and the address only as long as it is the name of that point. Crews read the address and drive there. */
export interface CallPlace {
  point?: LonLat;
  address?: string;
}

/** Chosen from the list: the two belong together. */
export const placeChosen = ({ point, label }: { point: LonLat; label: string }): CallPlace => ({ point, address: label });

/** Pointed at on the map: the address chosen before is the name of another place. */
export const placePointed = (point: LonLat): CallPlace => ({ point, address: undefined });

/** The address is being typed anew: until one is chosen, nobody knows where it is. */
export const placeTyped = (): CallPlace => ({ point: undefined, address: undefined });
