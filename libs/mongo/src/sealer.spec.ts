import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CannotOpen, Sealer } from './sealer';

const keys = { wijk: randomBytes(32), 'information-sharing': randomBytes(32), mediation: randomBytes(32) };
const wijk = new Sealer('wijk', keys);
const sharing = new Sealer('information-sharing', keys);
const mediation = new Sealer('mediation', keys);

describe('sealed content', () => {
  it('opens for its audience and gives back what was sealed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (content, aad) => {
        const sealed = wijk.seal(content, ['information-sharing'], aad);
        expect(sharing.open(sealed, aad)).toEqual(JSON.parse(JSON.stringify(content)));
      }),
      { numRuns: 1_000 },
    );
  });
  it('opens for nobody else, the one who sealed it included', () => {
    const sealed = wijk.seal({ fact: 'x' }, ['information-sharing'], 'n1');
    expect(() => mediation.open(sealed, 'n1')).toThrow(CannotOpen);
    expect(() => wijk.open(sealed, 'n1')).toThrow(CannotOpen);
  });
  it('opens for no other record', () => {
    expect(() => sharing.open(wijk.seal('x', ['information-sharing'], 'n1'), 'n2')).toThrow(CannotOpen);
  });
  it('does not open once a byte of it changed', () => {
    const sealed = wijk.seal('a sentence about a person', ['information-sharing'], 'n1');
    const bytes = Buffer.from(sealed.data, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => sharing.open({ ...sealed, data: altered.toString('base64url') }, 'n1')).toThrow(CannotOpen);
    }
  });
});
