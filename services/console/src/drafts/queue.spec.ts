import { describe, expect, it } from '@jest/globals';
import { Problem } from '../api/problem';
import { emptyDraft, toRequest } from './note-draft';
import { attempt, enqueue, settle, type Arrived, type Outgoing } from './queue';

const now = '2026-01-12T10:00:00.000Z';
const outgoing = (key: string): Outgoing => {
  const draft = { ...emptyDraft(key, now), point: [4, 51] as [number, number], headline: key, theme: 'noise' as const };
  return { key, draft, request: toRequest(draft, now), queuedAt: now, state: 'waiting' };
};
const arrived: Arrived = { noteId: 'n', wijkId: 'W01', wijkName: 'Markt', recordedAt: now };

describe('notes on their way', () => {
  it('keeps one of each key, whatever is pressed twice', () => {
    expect(enqueue(enqueue([], outgoing('a')), outgoing('a'))).toHaveLength(1);
  });

  it('sends with the key of the draft, and forgets it only when it arrived', async () => {
    const keys: string[] = [];
    const queue = enqueue(enqueue([], outgoing('a')), outgoing('b'));
    const outcome = await attempt(outgoing('a'), (_request, key) => {
      keys.push(key);
      return Promise.resolve(arrived);
    });
    expect(keys).toEqual(['a']);
    expect(settle(queue, 'a', outcome).map(({ key }) => key)).toEqual(['b']);
  });

  it.each([0, 408, 429, 500, 503, 401])('keeps waiting after status %s', async (status) => {
    const outcome = await attempt(outgoing('a'), () => Promise.reject(new Problem('x', status)));
    expect(outcome.kind).toBe('later');
    expect(settle([outgoing('a')], 'a', outcome)).toEqual([outgoing('a')]);
  });

  it('keeps a refused note with its problem, to be corrected', async () => {
    const outcome = await attempt(outgoing('a'), () => Promise.reject(new Problem('wijk.place-outside-zone', 422)));
    expect(settle([outgoing('a')], 'a', outcome)[0]).toMatchObject({ state: 'refused', problem: { code: 'wijk.place-outside-zone' } });
  });

  it('an unknown failure is never a loss', async () => {
    const outcome = await attempt(outgoing('a'), () => Promise.reject(new TypeError('boom')));
    expect(outcome.kind).toBe('later');
  });
});
