import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { AckReader } from './ack-reader';
import { PullAccount } from './pull-account';
import { readReply } from './publish-reply';
import type { Msg } from '@nats-io/transport-node';
import { placeOf, StoredMessage } from './stored-message';

describe('PullAccount', () => {
  it('never has more under way than the most, whatever the broker delivers and ends, and always asks again', () => {
    const broker = fc.array(fc.constantFrom('deliver', 'end', 'end-unknown', 'forget'), { maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 50 }), broker, (most, steps) => {
        const account = new PullAccount(most);
        // What the broker holds: requests in order, each with what is left of it.
        let requests: number[] = [];
        const refill = (): void => {
          if (!account.low) return;
          const batch = account.ask();
          if (batch > 0) requests.push(batch);
        };
        refill();
        for (const step of steps) {
          const first = requests[0];
          if (step === 'forget') {
            requests = [];
            account.forget();
          } else if (first !== undefined && step === 'deliver') {
            if (first > 1) requests[0] = first - 1;
            else requests.shift();
            account.delivered();
          } else if (first !== undefined) {
            requests.shift();
            account.ended(step === 'end' ? first : Number.NaN);
          }
          refill();
          const open = requests.reduce((sum, left) => sum + left, 0);
          expect(open).toBeLessThanOrEqual(most);
          expect(open).toBeGreaterThan(most / 2);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('PullAccount with room for fewer', () => {
  it('asks for what there is room for beside what is under way, and for nothing when there is none', () => {
    const account = new PullAccount(10);
    expect([account.empty, account.ask(4), account.empty]).toEqual([true, 4, false]);
    expect([account.ask(4), account.ask(0), account.ask(-3), account.ask(6)]).toEqual([0, 0, 0, 2]);
    expect(account.ask()).toBe(4);
  });
});

describe('AckReader', () => {
  it('says of every reply what the full reading says', () => {
    const reply = fc.oneof(
      fc.record({ stream: fc.constantFrom('A', 'B', 'EVENTS_WIJK', 'x"y'), seq: fc.nat() }).map((ack) => JSON.stringify(ack)),
      fc.record({ stream: fc.constant('A'), seq: fc.nat(), duplicate: fc.boolean() }).map((ack) => JSON.stringify(ack)),
      fc.record({ error: fc.record({ code: fc.nat(), err_code: fc.nat() }) }).map((ack) => JSON.stringify(ack)),
      fc.constantFrom(
        '',
        '{"stream":"A","seq":}',
        '{"stream":"A","seq":1x}',
        '{"stream":"A","seq":12',
        '{"stream":"A","seq":1}}',
        '{"stream":"A","seq":-1}',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 20 }), fc.option(fc.constantFrom('A', 'B'), { nil: undefined }), (replies, expected) => {
        const reader = new AckReader();
        for (const text of replies) expect(reader.read(Buffer.from(text), expected)).toEqual(readReply(Buffer.from(text), expected));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('placeOf', () => {
  it('reads both forms of the acknowledgement subject', () => {
    const place = { stream: 'EVENTS_WIJK', durable: 'intervention', deliveries: 2, seq: 17, storedAt: '1767225600000000001' };
    expect(placeOf('$JS.ACK.EVENTS_WIJK.intervention.2.17.30.1767225600000000001.4')).toEqual(place);
    expect(placeOf('$JS.ACK._.hash.EVENTS_WIJK.intervention.2.17.30.1767225600000000001.4.rnd')).toEqual(place);
    const again = (reply: string): boolean => new StoredMessage({ reply } as unknown as Msg).again;
    expect(again('$JS.ACK.EVENTS_WIJK.intervention.2.17.30.1767225600000000001.4')).toBe(true);
    expect(again('$JS.ACK._.hash.EVENTS_WIJK.intervention.11.17.30.1767225600000000001.4.rnd')).toBe(true);
    expect(again('$JS.ACK.EVENTS_WIJK.intervention.1.17.30.1767225600000000001.4')).toBe(false);
    expect(again('$JS.ACK._.hash.EVENTS_WIJK.intervention.1.17.30.1767225600000000001.4.rnd')).toBe(false);
    expect(() => placeOf('_INBOX.x')).toThrow('not a message of a stream');
  });
});
