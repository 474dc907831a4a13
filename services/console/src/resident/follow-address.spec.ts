import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { followAddress, followKeyOf } from './follow-address';

const code = 'AZOfbgAAcACAAAAAAAAAEQ-what-nobody-guesses9';

describe('the link a resident gets', () => {
  it('has all that matters behind the #, which no browser sends', () => {
    const { pathname, search, hash } = new URL(followAddress('https://spil.example', { zone: 'amow', code }));
    expect([pathname, search, hash]).toEqual(['/opvolging', '', `#amow.${code}`]);
  });

  it('is read back as it was made (property)', () => {
    const signs = fc.constantFrom(...'AZaz09_-');
    const keys = fc.record({
      zone: fc.constantFrom('amow', 'p5388', 'demo'),
      code: fc.array(signs, { minLength: 43, maxLength: 43 }).map((all) => all.join('')),
    });
    fc.assert(fc.property(keys, (key) => expect(followKeyOf(new URL(followAddress('https://spil.example', key)).hash)).toEqual(key)));
  });

  it('survives the full stop or bracket of the sentence it stood in', () => {
    for (const after of ['.', ')', ' ', '>']) expect(followKeyOf(`#amow.${code}${after}`)).toEqual({ zone: 'amow', code });
  });

  it.each(['', '#', '#amow', `#${code}`, `#amow.${code.slice(1)}`, `#amow.${code}x`, `#AMOW.${code}`, `#a/b.${code}`])(
    'is not whole: %p',
    (hash) => expect(followKeyOf(hash)).toBeUndefined(),
  );
});
