import { expect, it } from '@jest/globals';
import { deserialize, serialize, type Long } from 'bson';
import { Cursors } from './cursors';
import type { Batch } from './wire/batch';

const from = { ns: 'spil.notes', owner: 'somebody' };
/** A clock that stands still but for the documents read: 20 ms each. */
function slowly(count: number): { cursors: Cursors; docs: Generator<Buffer> } {
  let time = 0;
  function* docs(): Generator<Buffer> {
    for (let n = 0; n < count; n++) {
      time += 20;
      yield Buffer.from(serialize({ n }));
    }
  }
  return { cursors: new Cursors(() => time), docs: docs() };
}
/** A reply as a driver reads it. */
function readBatch(batch: Batch): { id: Long; read: number[] } {
  const { cursor } = deserialize(batch.toReply(), { promoteLongs: false, promoteValues: true }) as {
    cursor: { id: Long; firstBatch?: { n: number }[]; nextBatch?: { n: number }[] };
  };
  return { id: cursor.id, read: (cursor.firstBatch ?? cursor.nextBatch ?? []).map(({ n }) => Number(n)) };
}

it('ends a batch that takes long, so that others have their turn, and loses nothing', () => {
  const { cursors, docs } = slowly(12);
  const batches = [readBatch(cursors.first(docs, from, { size: 101 }))];
  for (let id = batches[0]?.id; id && !id.isZero(); id = batches.at(-1)?.id) batches.push(readBatch(cursors.more(id, from, Infinity)));
  expect(batches.flatMap(({ read }) => read)).toEqual(Array.from({ length: 12 }, (_, n) => n));
  expect(Math.max(...batches.map(({ read }) => read.length))).toBeLessThan(5);
  expect(cursors.size).toBe(0);
});

it('gives the whole of a single batch, however long it takes: nobody asks for more of it', () => {
  const { cursors, docs } = slowly(12);
  expect(readBatch(cursors.first(docs, from, { size: 101, single: true })).read).toHaveLength(12);
});
