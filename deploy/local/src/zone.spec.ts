import { describe, expect, it } from '@jest/globals';
import { zoneIdOf } from './zone';

describe('the id of a zone file', () => {
  it.each([
    ['/data/wijken_pz-amow.geojson', 'amow'],
    ['wijken_pz-brussel-hoofdstad-elsene.geojson', 'brusselhoofdstad'],
    ['wijken_pz-gent.geojson', 'gent'],
    ['Zone_Luchthaven 2.json', 'luchthaven2'],
  ])('%s → %s', (file, id) => expect(zoneIdOf(file)).toBe(id));

  it('is refused with the remedy when the name gives none', () => expect(() => zoneIdOf('---.geojson')).toThrow(/rename it/));
});
