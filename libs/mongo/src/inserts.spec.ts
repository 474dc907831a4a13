import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Inserts } from './inserts';

const duplicate = 11_000;

/** A collection with unique ids, whose answers come when the test says so. */
function slow() {
  const kept: number[] = [];
  const writes: number[][] = [];
  const open: (() => void)[] = [];
  let away = false;
  const answer = async (docs: number[]): Promise<void> => {
    writes.push([...docs]);
    await new Promise<void>((resolve) => open.push(resolve));
    if (away) throw Object.assign(new Error('gone'), { name: 'MongoNetworkError' });
    const refused = docs.flatMap((doc, index) => (kept.includes(doc) || docs.indexOf(doc) < index ? [{ index, code: duplicate }] : []));
    kept.push(...docs.filter((_, at) => !refused.some(({ index }) => index === at)));
    if (refused.length > 0 && docs.length === 1) throw Object.assign(new Error('E11000'), { code: duplicate });
    if (refused.length > 0) throw Object.assign(new Error('E11000'), { code: duplicate, writeErrors: refused });
  };
  const inserts = new Inserts<number>({ insertOne: (doc) => answer([doc]), insertMany: (docs) => answer(docs) });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const settle = async (): Promise<void> => {
    for (; open.length > 0; await turn()) open.shift()?.();
  };
  return { inserts, kept, writes, settle, cut: () => void (away = true) };
}

describe('inserts of one collection', () => {
  it('go alone and at once at rest, and share a write while others are under way', async () => {
    const { inserts, writes, settle } = slow();
    const all = Promise.all([1, 2, 3, 4, 5].map((doc) => inserts.add(doc)));
    expect(writes).toEqual([[1], [2]]);
    await settle();
    await all;
    expect(writes).toEqual([[1], [2], [3, 4, 5]]);
    const one = inserts.add(6);
    expect(writes.at(-1)).toEqual([6]);
    await settle();
    await one;
  });

  it('are refused each for itself', async () => {
    const { inserts, settle, kept } = slow();
    const all = Promise.allSettled([1, 1, 2, 1, 3].map((doc) => inserts.add(doc)));
    await settle();
    expect((await all).map((one) => (one.status === 'fulfilled' ? 'stored' : (one.reason as { code: number }).code))).toEqual([
      'stored',
      duplicate,
      'stored',
      duplicate,
      'stored',
    ]);
    expect(kept).toEqual([1, 2, 3]);
  });

  it('all fail when the answer is lost, and none is told twice', async () => {
    const { inserts, settle, cut } = slow();
    cut();
    const all = Promise.allSettled([1, 2, 3, 4].map((doc) => inserts.add(doc)));
    await settle();
    expect((await all).map((one) => one.status === 'rejected' && (one.reason as Error).name)).toEqual(Array(4).fill('MongoNetworkError'));
  });

  it('store exactly what they acknowledge, whatever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(12), fc.boolean()), { maxLength: 60 }), async (wishes) => {
        const { inserts, settle, kept, writes } = slow();
        const acknowledged: number[] = [];
        const told: Promise<void>[] = [];
        for (const [doc, pause] of wishes) {
          told.push(
            inserts.add(doc).then(
              () => void acknowledged.push(doc),
              (error: unknown) => expect(error).toMatchObject({ code: duplicate }),
            ),
          );
          if (pause) await settle();
        }
        await settle();
        await Promise.all(told);
        expect([...acknowledged].sort()).toEqual([...kept].sort());
        expect(writes.flat()).toHaveLength(wishes.length);
      }),
    );
  });
});
