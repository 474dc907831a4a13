import { keyOf, RANK } from './bson/keys';
import type { Engine } from './engine';
import type { Collection, Index } from './storage/collection';
import { after, bound } from './storage/key-space';

const BATCH = 500;

/** Removes what TTL indexes have let expire; the index itself says which documents those are. */
export async function sweepExpired(engine: Engine, now: number): Promise<number> {
  let removed = 0;
  for (const collection of engine.catalogue.all())
    for (const index of collection.indexes)
      if (index.spec.expireAfterSeconds !== undefined)
        removed += await sweepIndex(engine, { collection, index }, now - index.spec.expireAfterSeconds * 1000);
  return removed;
}

async function sweepIndex(engine: Engine, on: { collection: Collection; index: Index }, before: number): Promise<number> {
  for (let removed = 0; ;) {
    const n = await engine.write(() => removeBatch(engine, on, before));
    removed += n;
    if (n < BATCH) return removed;
  }
}

function removeBatch(engine: Engine, { collection, index }: { collection: Collection; index: Index }, before: number): number {
  if (collection.dropped || index.dropped) return 0;
  const ids = new Map<string, Buffer>();
  for (const { value: id } of collection.entries(expiredSpan(index, before))) {
    ids.set(id.toString('latin1'), id);
    if (ids.size >= BATCH) break;
  }
  for (const id of ids.values()) {
    const raw = collection.get(id);
    if (raw) engine.upkeep.change(collection, id, { raw }, undefined);
  }
  return ids.size;
}

/** Dates up to a moment, in an ascending or a descending index. */
function expiredSpan(index: Index, before: number): { start: Buffer; end: Buffer } {
  const [lowest, highest] = [Buffer.of(RANK.date), keyOf(new Date(before))];
  if (index.directions[0] === 1) return { start: bound(index.prefix, lowest), end: after(bound(index.prefix, highest)) };
  const turned = (key: Buffer): Buffer => Buffer.from(key.map((byte) => ~byte & 0xff));
  return { start: bound(index.prefix, turned(highest)), end: after(bound(index.prefix, turned(lowest))) };
}
