import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { AckReader } from './ack-reader';
import { PullAccount } from './pull-account';
import { readReply } from './publish-reply';
import type { Msg } from '@nats-io/transport-node';
import { placeOf, StoredMessage } from './stored-message';

describe('PullAccount', () => {
  /** What the broker holds of each open request. It serves them in turn, a message from each (`waitQueue.pop` of nats-server). */
  const broker = (most: number) => {
    const account = new PullAccount(most);
    let requests: number[] = [];
    const steps = {
      ask: () => void (account.low && requests.push(...[account.ask()].filter((batch) => batch > 0))),
      deliver: () => {
        const left = requests.shift();
        if (left === undefined) return;
        if (left > 1) requests.push(left - 1);
        account.delivered();
      },
      end: (which: number) => {
        const [left] = requests.splice(which % Math.max(1, requests.length), 1);
        if (left !== undefined) account.ended(left);
      },
      forget: () => {
        requests = [];
        account.forget();
      },
    };
    return { account, steps, open: () => requests.reduce((sum, left) => sum + left, 0) };
  };
  // Mostly messages: a request ends but once.
  const what = fc.oneof(
    { weight: 40, arbitrary: fc.constant('deliver' as const) },
    { weight: 6, arbitrary: fc.constantFrom('end' as const, 'ask' as const) },
    { weight: 1, arbitrary: fc.constant('forget' as const) },
  );
  const step = fc.record({ what, which: fc.nat(7) });

  it('never has more under way than the most, whatever the broker delivers and ends, and always asks again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 50 }), fc.array(step, { maxLength: 120, size: 'max' }), (most, all) => {
        const { steps, open } = broker(most);
        steps.ask();
        for (const { what, which } of all) {
          steps[what](which);
          steps.ask();
          expect(open()).toBeLessThanOrEqual(most);
          expect(open()).toBeGreaterThan(most / 2);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is empty when the broker has no open request, and not sooner (F36)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 50 }), fc.array(step, { maxLength: 120, size: 'max' }), (most, all) => {
        const { account, steps, open } = broker(most);
        for (const { what, which } of all) {
          steps[what](which);
          expect(account.empty).toBe(open() === 0);
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
