import { useState } from 'react';
import { useKeptDraft } from '../../app/kept-draft';
import type { LonLat } from '../../components/zone-map-view';
import { placeChosen, placePointed, placeTyped, type CallPlace } from './call-place';

/** The place of the call being written, as the address field and the map set it; kept on this device beside what is written of it. */
export function useCallPlace() {
  const { draft: place, change, renew } = useKeptDraft<CallPlace>('call-place', () => ({}));
  // What was chosen before one began to type stays the field's start, else the field would be emptied under the hand.
  const [left, setLeft] = useState('');
  // A field begun anew is empty, also of what was typed and never chosen.
  const [fields, setFields] = useState(0);
  return {
    ...place,
    field: { key: fields, value: place.address ?? left },
    choose: (found: { point: LonLat; label: string }) => {
      setLeft('');
      change(placeChosen(found));
    },
    pick: (point: LonLat) => {
      setLeft('');
      setFields((before) => before + 1);
      change(placePointed(point));
    },
    edit: () => {
      setLeft(place.address ?? left);
      change(placeTyped());
    },
    renew: () => {
      setLeft('');
      renew();
    },
  };
}

export type CallPlaceOnScreen = ReturnType<typeof useCallPlace>;
