import { useState } from 'react';
import type { LonLat } from '../../components/zone-map-view';
import { placeChosen, placePointed, placeTyped, type CallPlace } from './call-place';

/** The place of the call being written, as the address field and the map set it. */
export function useCallPlace() {
  const [place, setPlace] = useState<CallPlace>({});
  // What was chosen before one began to type stays the field's start, else the field would be emptied under the hand.
  const [left, setLeft] = useState('');
  // A field begun anew is empty, also of what was typed and never chosen.
  const [fields, setFields] = useState(0);
  return {
    ...place,
    field: { key: fields, value: place.address ?? left },
    choose: (found: { point: LonLat; label: string }) => {
      setLeft('');
      setPlace(placeChosen(found));
    },
    pick: (point: LonLat) => {
      setLeft('');
      setFields((before) => before + 1);
      setPlace(placePointed(point));
    },
    edit: () => {
      setLeft(place.address ?? left);
      setPlace(placeTyped());
    },
    renew: () => {
      setLeft('');
      setPlace({});
    },
  };
}

export type CallPlaceOnScreen = ReturnType<typeof useCallPlace>;
