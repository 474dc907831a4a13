import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carriesClassifiedMarking, classifiedMarkings } from './classified-markings';

describe('classified content', () => {
  it.each([
    'ZEER GEHEIM',
    'VERTROUWELIJK - niet verspreiden',
    'nota (GEHEIM)',
    'TRÈS SECRET',
    'CONFIDENTIEL\nrapport',
    'SECRET/UE',
    'Classificatie: vertrouwelijk',
    'geclassificeerd als zeer geheim',
    'classification : confidentiel',
  ])('is refused by its stamp: %s', (text) => expect(carriesClassifiedMarking(text)).toBe(true));

  it.each([
    'Een geheime gang achter het café',
    'Vertrouwelijk gesprek met een bewoner',
    'C’est un secret de polichinelle',
    'BEPERKTE VERSPREIDING',
    'DIFFUSION RESTREINTE',
    'Firma SECRETARIAAT nv',
    'SECRETSHOP in de Nieuwstraat',
  ])('is not ordinary language: %s', (text) => expect(carriesClassifiedMarking(text)).toBe(false));

  it('is found wherever it stands between other words', () => {
    const word = fc.stringMatching(/^[a-z]{0,8}$/);
    const marking = fc.constantFrom(...classifiedMarkings.map(({ words }) => words.toUpperCase()));
    fc.assert(
      fc.property(word, marking, word, (before, stamp, after) =>
        expect(carriesClassifiedMarking(`${before} ${stamp} ${after}`)).toBe(true),
      ),
    );
  });
});
