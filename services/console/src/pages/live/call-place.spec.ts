import { describe, expect, it } from '@jest/globals';
import { placeChosen, placePointed, placeTyped, type CallPlace } from './call-place';

const kerkstraat = { label: 'Kerkstraat 5, Spilbeek', point: [4.35, 50.85] as [number, number] };

describe('where a call is', () => {
  it('is the address that was chosen, with its point', () => {
    expect(placeChosen(kerkstraat)).toEqual({ point: kerkstraat.point, address: kerkstraat.label });
  });

  it('is nowhere once another address is typed and not chosen', () => {
    const place: CallPlace = { ...placeChosen(kerkstraat), ...placeTyped() };
    expect([place.point, place.address]).toEqual([undefined, undefined]);
  });

  it('has no address when the map was pointed at afterwards: that address is of another place', () => {
    const place: CallPlace = { ...placeChosen(kerkstraat), ...placePointed([4.4, 50.9]) };
    expect([place.point, place.address]).toEqual([[4.4, 50.9], undefined]);
  });
});
