import type { Collection, Kept, SentEvent } from '@spil/mongo';
import { archiveName } from './mongo-source';
import type { Claimed } from './source';

type Archived = SentEvent & { _id: string; aggregate: string };

/**
 * Everything a collection's aggregates published and still keep (seven days), in batches; the events of one aggregate come in
 * the order they were made, over all batches: what was archived is older than what is still in the document.
 */
export async function* keptEvents(collection: Collection, batch = 500): AsyncGenerator<Claimed[]> {
  const archive = collection.db.collection(archiveName(collection.collectionName)) as unknown as Collection<Archived>;
  for await (const events of inBatches(archive.find({}, { sort: { _id: 1 }, batchSize: batch }), batch)) yield grouped(events);
  const documents = collection as unknown as Collection<Kept & { _id: string }>;
  const cursor = documents.find({ 'sent.0': { $exists: true } }, { projection: { sent: 1 }, batchSize: batch });
  for await (const found of inBatches(cursor, batch)) yield found.map(({ _id, sent }) => ({ id: String(_id), events: sent }));
}

async function* inBatches<T>(cursor: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const one of cursor) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function grouped(events: readonly Archived[]): Claimed[] {
  const byAggregate = new Map<string, Claimed>();
  for (const { aggregate, _id: _, ...event } of events) {
    const claimed = byAggregate.get(aggregate) ?? { id: aggregate, events: [] };
    byAggregate.set(aggregate, claimed);
    claimed.events.push(event);
  }
  return [...byAggregate.values()];
}
