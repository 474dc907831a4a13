import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { ProducerAuth } from './producer-auth';

const keyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const ascii = fc.string({ unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)), maxLength: 80 });
const bytes = fc.uint8Array({ maxLength: 3_000 });

describe('ProducerAuth', () => {
  it('makes what HMAC-SHA256 makes, for keys and messages of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 100 }), ascii, ascii, bytes, (key, subject, id, body) => {
        const auth = new ProducerAuth({ own: { service: 'wijk', key: keyOf(key) }, listeningTo: {} });
        const right = createHmac('sha256', key).update(`${subject}\n${id}\n`).update(body).digest('base64url');
        expect(auth.sign(subject, id, body)).toBe(right);
        expect(auth.verify('wijk', subject, { id, body, token: right })).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses another subject, id, body, producer or key, and anything that is not a token', () => {
    const [a, b] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const wijk = new ProducerAuth({ own: { service: 'wijk', key: keyOf(a) }, listeningTo: {} });
    const reader = new ProducerAuth({ listeningTo: { wijk: keyOf(a), environment: keyOf(b) } });
    const body = Buffer.from('body');
    const token = wijk.sign('s.1', 'id', body);
    const ok = { id: 'id', body, token };
    expect(reader.verify('wijk', 's.1', ok)).toBe(true);
    expect(reader.verify('wijk', 's.2', ok)).toBe(false);
    expect(reader.verify('wijk', 's.1', { ...ok, id: 'ie' })).toBe(false);
    expect(reader.verify('wijk', 's.1', { ...ok, body: Buffer.from('bodz') })).toBe(false);
    expect(reader.verify('environment', 's.1', ok)).toBe(false);
    expect(reader.verify('mediation', 's.1', ok)).toBe(false);
    for (const wrong of ['', 'x', `${token}=`, token.slice(1), `${token}x`])
      expect(reader.verify('wijk', 's.1', { ...ok, token: wrong })).toBe(false);
    expect(() => reader.sign('s.1', 'id', body)).toThrow('no producer key');
    expect(() => new ProducerAuth({ own: { service: 'wijk', key: 'c2hvcnQ' }, listeningTo: {} })).toThrow('32 bytes');
  });
});
