import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { DependencyDown, errorCode } from './errors';
import { Lanes } from './lanes';
import { afterAttempt, beforeAttempt, defaultRules } from './settlement';

/** How one attempt ends: committed, failed by the message's fault, failed by the dependency's, or with the death of the process. */
type End = 'ok' | 'fails' | 'away' | 'dies';

/** Plays a message's life against the rules; the broker's count rises with every delivery, as it does in truth. */
function live(ends: readonly End[]): { outcome: 'ack' | 'dead' | 'open'; tried: number; faults: number; waited: number[] } {
  let attempts = 0;
  let tried = 0;
  let faults = 0;
  const waited: number[] = [];
  for (const end of ends) {
    if (beforeAttempt(attempts, defaultRules)) return { outcome: 'dead', tried, faults, waited };
    attempts++;
    tried++;
    if (end === 'dies') {
      faults++;
      continue;
    }
    const failure = end === 'ok' ? undefined : { error: end === 'away' ? new DependencyDown('database') : new Error('no') };
    const verdict = afterAttempt(attempts, failure, defaultRules);
    if (verdict.kind === 'ack') return { outcome: 'ack', tried, faults, waited };
    if (verdict.kind === 'hold') {
      attempts--;
      continue;
    }
    faults++;
    if (verdict.kind === 'dead') return { outcome: 'dead', tried, faults, waited };
    waited.push(verdict.afterMs);
  }
  return { outcome: 'open', tried, faults, waited };
}

describe('settlement', () => {
  it('has one of three ends, and which one follows from the faults alone', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<End>('ok', 'fails', 'away', 'dies'), { maxLength: 60 }), (ends) => {
        const { outcome, faults, waited } = live([...ends, 'ok', 'ok']);
        const before = ends.slice(0, ends.indexOf('ok') < 0 ? undefined : ends.indexOf('ok'));
        const blame = before.filter((end) => end === 'fails' || end === 'dies').length;
        expect(outcome).toBe(blame >= 6 ? 'dead' : 'ack');
        expect(faults).toBe(Math.min(blame, 6));
        expect(waited).toEqual([...waited].sort((a, b) => a - b));
      }),
      { numRuns: 2_000 },
    );
  });

  it('an outage of any length puts nothing aside', () => {
    // One in ten is a long one: a thousand of those alone would take twelve seconds.
    const length = fc.oneof({ weight: 9, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(5_000) });
    fc.assert(
      fc.property(length, (long) => {
        expect(live([...Array.from({ length: long }, (): End => 'away'), 'ok']).outcome).toBe('ack');
      }),
      { numRuns: 1_000 },
    );
  });

  it('waits 1 s, 5 s, 30 s, 2 min and 2 min between six failures', () => {
    expect(live(Array.from({ length: 9 }, (): End => 'fails'))).toMatchObject({
      outcome: 'dead',
      tried: 6,
      waited: [1_000, 5_000, 30_000, 120_000, 120_000],
    });
  });

  it('a message seen the seventh time because its handler killed the process is not tried again', () => {
    expect(live(Array.from({ length: 9 }, (): End => 'dies'))).toMatchObject({ outcome: 'dead', tried: 6 });
  });

  it('says a code, never what an error says', () => {
    expect(errorCode(Object.assign(new Error('Jan Peeters lives at…'), { code: 'wijk.unknown' }))).toBe('wijk.unknown');
    expect(errorCode(new Error('Jan Peeters'))).toBe('Error');
    expect(errorCode({ code: 'Jan Peeters' })).toBe('unknown');
    expect(errorCode('Jan Peeters')).toBe('unknown');
  });
});

describe('lanes', () => {
  interface Piece {
    key: string;
    n: number;
    failures: number;
  }
  it('run each key in order and one at a time, never more than the width at once, and finish everything', () => {
    const piece = fc.record({ key: fc.constantFrom('a', 'b', 'c'), failures: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat()),
        (pieces, width, choice) => {
          const running: Piece[] = [];
          const finished: Piece[] = [];
          const lanes = new Lanes<Piece>(width, (one) => {
            expect(running.some(({ key }) => key === one.key)).toBe(false);
            running.push(one);
            expect(running.length).toBeLessThanOrEqual(width);
          });
          const finishOne = (): void => {
            const [one] = running.splice((choice.next().value as number) % running.length, 1);
            if (!one) return;
            if (one.failures-- > 0) {
              lanes.done(one, 'wait');
              return lanes.retry(one);
            }
            finished.push(one);
            lanes.done(one, 'next');
          };
          pieces.forEach((one, n) => {
            lanes.add({ ...one, n });
            if ((choice.next().value as number) % 3 === 0 && running.length > 0) finishOne();
          });
          while (running.length > 0) finishOne();
          expect(finished).toHaveLength(pieces.length);
          for (const key of ['a', 'b', 'c']) {
            const order = finished.filter((one) => one.key === key).map(({ n }) => n);
            expect(order).toEqual([...order].sort((x, y) => x - y));
          }
          expect(lanes.busy).toBe(0);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
