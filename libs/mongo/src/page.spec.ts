import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Stored } from './types';
import { pageOf } from './page';

interface Row {
  _id: string;
  at: string;
}
const stored = (doc: Row): Stored<Row> => ({ doc, version: 1, outboxBytes: 0, sources: {} });
/** A collection by the book: filter, sort, cut. */
const collection = (rows: readonly Row[]) => ({
  find: (filter: Record<string, unknown>, { sort, limit = 100 }: { sort?: object; limit?: number } = {}) => {
    const at = filter['at'] as string | { $lt: string } | undefined;
    const fits = ({ at: own }: Row): boolean => at === undefined || (typeof at === 'string' ? own === at : own < at.$lt);
    const found = rows.filter(fits);
    return Promise.resolve(
      (sort ? [...found].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)) : found).slice(0, limit).map(stored),
    );
  },
});

describe('pages', () => {
  it('read one after the other give every row once, however many share a moment', async () => {
    const moments = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(moments, fc.integer({ min: 1, max: 7 }), async (list, limit) => {
        const rows = list.map((moment, n) => ({ _id: String(n), at: `t${moment}` }));
        const seen: string[] = [];
        for (let before: string | undefined, more = true; more;) {
          const page = await pageOf(collection(rows), {}, { by: 'at', before, limit });
          seen.push(...page.map(({ _id }) => _id));
          before = page.at(-1)?.at;
          more = page.length >= limit;
        }
        expect([...seen].sort()).toEqual(rows.map(({ _id }) => _id).sort());
      }),
      { numRuns: 1_000 },
    );
  });
});
