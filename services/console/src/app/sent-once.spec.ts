import { describe, expect, it } from '@jest/globals';
import { Problem } from '../api/problem';
import { afterProblem, newSending, whenSent, type Sending } from './sent-once';

describe('sending a form again', () => {
  const first = { ...newSending(), at: '2026-01-12T13:02:00.000Z' };

  it.each([
    ['network', 0],
    ['timeout', 504],
    ['too-many-requests', 429],
  ])('after %s it is the very same request, which may have arrived', (code, status) => {
    expect({ ...first, ...afterProblem(new Problem(code, status)) }).toEqual(first);
  });

  it('after a refusal it is a request of its own, with its own moment', () => {
    const next = { ...first, ...afterProblem(new Problem('invalid-request', 400)) };
    expect(next.key).not.toBe(first.key);
    expect(next.at).toBeUndefined();
  });

  it('empties the form when it arrived, and only then', async () => {
    const told: string[] = [];
    const then = { arrived: () => void told.push('arrived'), change: (part: Partial<Sending>) => void told.push(...Object.keys(part)) };
    await whenSent(Promise.reject(new Problem('network', 0)), then);
    expect(told).toEqual([]);
    await whenSent(Promise.reject(new Problem('invalid-request', 400)), then);
    expect(told).toEqual(['key', 'at']);
    await whenSent(Promise.resolve({}), then);
    expect(told).toEqual(['key', 'at', 'arrived']);
  });
});
