import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { headers, type Msg } from '@nats-io/transport-node';
import { StoredMessage } from './stored-message';
import { encodeHeaders, header } from './headers';

const value = fc.string({ unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 60 });

describe('StoredMessage', () => {
  it('finds a header in the bytes as the library does by decoding', () => {
    fc.assert(
      fc.property(value, value, fc.option(value, { nil: undefined }), (id, auth, traceparent) => {
        const block = encodeHeaders({ id, auth, traceparent });
        const decoded = headers();
        for (const [name, text] of [
          [header.id, id],
          [header.auth, auth],
          [header.traceparent, traceparent],
        ] as const)
          if (text) decoded.set(name, text);
        const fast = new StoredMessage({
          _rdata: Buffer.concat([block, Buffer.from('body')]),
          _msg: { hdr: block.length },
        } as unknown as Msg);
        const slow = new StoredMessage({ headers: decoded } as unknown as Msg);
        for (const name of [header.id, header.auth, header.traceparent, header.originalId])
          expect(fast.header(name)).toBe(slow.header(name));
      }),
      { numRuns: 500 },
    );
  });

  it('has no header where there are none', () => {
    expect(new StoredMessage({ _rdata: Buffer.from('body'), _msg: { hdr: -1 } } as unknown as Msg).header(header.id)).toBeUndefined();
  });
});
