import { describe, expect, it } from '@jest/globals';
import { numberIn } from './record-number';

const number = '01939f6e-0000-7000-8000-000000000001';

describe('the record number in what was pasted', () => {
  it.each([
    ['the number', number],
    ['with blanks and capitals', `  ${number.toUpperCase()}\n`],
    ['an address', `https://spil.example/mijn-meldingen/${number}?x=1#top`],
    ['a sentence', `Kenmerk: ${number}.`],
  ])('%s', (_name, text) => expect(numberIn(text)).toBe(number));

  it('is not made up', () => {
    for (const text of ['', 'melding 12', number.slice(1), '01939f6e-0000-0000-8000-000000000001']) expect(numberIn(text)).toBeUndefined();
  });
});
