import { describe, expect, it } from '@jest/globals';
import { heldSpaces } from './spacing';

describe('spaces that hold together', () => {
  it('keep French signs at their word, at any depth', () => {
    expect(heldSpaces({ a: 'Que se passe-t-il ?', b: { c: '{{label}} : ' }, d: '« {{name}} » ; fin' }, 'fr')).toEqual({
      a: 'Que se passe-t-il\u00a0?',
      b: { c: '{{label}}\u00a0: ' },
      d: '«\u00a0{{name}}\u00a0»\u00a0; fin',
    });
  });

  it('keep a figure at its unit in each language, and leave the rest alone', () => {
    expect(heldSpaces('Databank, 95 % per dienst', 'nl')).toBe('Databank, 95\u00a0% per dienst');
    expect(heldSpaces('à 14:02, en cours', 'fr')).toBe('à 14:02, en cours');
  });
});
