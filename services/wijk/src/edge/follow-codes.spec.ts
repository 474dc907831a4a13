import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { HmacFollowCodes } from './follow-codes';

const codes = new HmacFollowCodes(Buffer.alloc(32, 7));
const contacts = fc.uuid({ version: [4, 7] });
const zones = fc.constantFrom('amow', 'buur', 'demo');

describe('the code a resident follows a contact by', () => {
  it('leads to its contact, is the same each time, and fits the contract (property)', () => {
    fc.assert(
      fc.property(contacts, zones, (contactId, zone) => {
        const code = codes.of(zone, contactId);
        expect(code).toMatch(/^[A-Za-z0-9_-]{43}$/);
        expect(codes.of(zone, contactId)).toBe(code);
        expect(codes.contactOf(zone, code)).toBe(contactId);
      }),
    );
  });

  it('leads nowhere in another zone, nor with another key (property)', () => {
    const others = new HmacFollowCodes(Buffer.alloc(32, 8));
    fc.assert(
      fc.property(contacts, (contactId) => {
        const code = codes.of('amow', contactId);
        expect([codes.contactOf('buur', code), others.contactOf('amow', code)]).toEqual([undefined, undefined]);
      }),
    );
  });

  it('leads nowhere with any one bit turned', () => {
    const bytes = Buffer.from(codes.of('amow', '01939f6e-0000-7000-8000-000000000001'), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const turned = Buffer.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([bit, codes.contactOf('amow', turned.toString('base64url'))]).toEqual([bit, undefined]);
    }
  });

  it('leads nowhere with any one sign written otherwise, left out or added', () => {
    const code = codes.of('amow', '01939f6e-0000-7000-8000-000000000001');
    for (let at = 0; at < code.length; at++) {
      for (const sign of ['', 'A', '_', '=', ' ', '+', 'é', `${code[at]}A`]) {
        const other = `${code.slice(0, at)}${sign}${code.slice(at + 1)}`;
        if (other !== code) expect([other, codes.contactOf('amow', other)]).toEqual([other, undefined]);
      }
    }
  });

  it('is nothing that somebody makes up (property)', () => {
    fc.assert(fc.property(fc.string(), zones, (text, zone) => expect(codes.contactOf(zone, text)).toBeUndefined()));
    const guesses = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(fc.property(guesses, (bytes) => expect(codes.contactOf('amow', Buffer.from(bytes).toString('base64url'))).toBeUndefined()));
  });
});
