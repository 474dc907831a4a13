import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalised, ranked, wordsOf } from './address';

describe('searching addresses', () => {
  it('goes by letters and figures, not by accents, case or punctuation', () => {
    expect(normalised('  Chemin de l’Écluse, 12-A ')).toBe('chemin de l ecluse 12 a');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(normalised(normalised(text))).toBe(normalised(text))));
  });

  it('finds an address by the words of both languages', () => {
    expect(wordsOf({ label: 'Molenstraat 1, Spilbeek', labelFr: 'Rue du Moulin 1, Spilbeek' })).toEqual([
      'molenstraat',
      '1',
      'spilbeek',
      'rue',
      'du',
      'moulin',
    ]);
  });

  it('puts what was typed whole first, and house numbers in their order', () => {
    const labels = ['Kerkstraat 10, X', 'Oude Kerkstraat 1, X', 'Kerkstraat 2, X', 'Kerkstraat 1, X'].map((label) => ({ label }));
    expect(ranked(labels, 'kerkstraat', 9).map(({ label }) => label)).toEqual([
      'Kerkstraat 1, X',
      'Kerkstraat 2, X',
      'Kerkstraat 10, X',
      'Oude Kerkstraat 1, X',
    ]);
    expect(ranked(labels, 'kerkstraat 1', 1)[0]?.label).toBe('Kerkstraat 1, X');
  });
});
