import { describe, expect, it } from '@jest/globals';
import { brokenPromises, publishedNow } from '@spil/generators';

describe('published contracts', () => {
  const now = publishedNow();
  const [name, promise] = Object.entries(now)[0] ?? ['', undefined];

  it('may be joined by new ones', () => {
    const { [name]: _first, ...others } = now;
    expect(brokenPromises(others, now)).toEqual([]);
  });
  it('may not disappear', () => {
    const { [name]: _first, ...others } = now;
    expect(brokenPromises(now, others)).toEqual([`${name} is gone: a published contract stays`]);
  });
  it('may not change their meaning', () => {
    const changed = { ...now, [name]: { ...promise, schema: { type: 'string' }, owner: promise?.owner ?? '', type: promise?.type ?? '' } };
    expect(brokenPromises(now, changed)).toEqual([`${name} changed: add a new version instead`]);
  });
});
