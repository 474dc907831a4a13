import { describe, expect, it } from '@jest/globals';
import type { StoredSpan } from '../otlp/spans';
import { bucketOf, marksFor, marksOf } from './marks';

const span = (parts: Partial<StoredSpan>): StoredSpan => ({
  traceId: 't',
  spanId: 's',
  service: 'wijk',
  name: 'store notes',
  kind: 3,
  start: 0,
  duration: 5_000,
  attributes: {},
  links: [],
  failed: false,
  ...parts,
});
const meets = (query: Parameters<typeof marksFor>[0], parts: Partial<StoredSpan>): boolean | undefined => {
  const marks = marksOf('wijk', [span(parts)]);
  return marksFor(query)?.some((mark) => marks.has(mark));
};

describe('marks', () => {
  it.each<[string, Omit<Parameters<typeof marksFor>[0], 'service'>, Partial<StoredSpan>, boolean | undefined]>([
    ['a failure', { tags: { error: 'true' } }, { failed: true }, true],
    ['no failure', { tags: { error: 'true' } }, {}, false],
    ['an attribute', { tags: { 'spil.zone': 'demo' } }, { attributes: { 'spil.zone': 'demo' } }, true],
    ['another value', { tags: { 'spil.zone': 'demo' } }, { attributes: { 'spil.zone': 'buur' } }, false],
    ['a length', { tags: {}, minDuration: 900_000 }, { duration: 900_000 }, true],
    ['much longer', { tags: {}, minDuration: 900_000 }, { duration: 60_000_000 }, true],
    ['too short', { tags: {}, minDuration: 900_000 }, { duration: 5_000 }, false],
    ['nothing that is marked', { tags: { 'messaging.system': 'nats' } }, {}, undefined],
    ['nothing at all', { tags: {} }, {}, undefined],
  ])('find %s', (_, query, parts, found) => expect(meets({ service: 'wijk', ...query }, parts)).toBe(found));

  it('belong to one service', () => {
    const marks = marksOf('wijk', [span({ failed: true })]);
    expect(marksFor({ service: 'gateway', tags: { error: 'true' } })?.some((mark) => marks.has(mark))).toBe(false);
  });

  it('sort lengths by powers of two', () => expect([0, 1_000, 1_024, 900_000].map(bucketOf)).toEqual([9, 9, 10, 19]));
});
