import { bytesOf, SENT_KEPT, timeOfUuid7, translated, type Collection, type Kept, type PendingEvent, type SentEvent } from '@spil/mongo';
import type { Claimed, OutboxSource, Published } from './source';

type Raw = Kept & { _id: string };

/** The archive forgets by itself, as prune does inside the documents. */
const KEEP_SECONDS = 7 * 86_400;

/** The archive of one collection's busy aggregates lies beside it. */
export const archiveName = (collection: string): string => `${collection}.sent`;

/** Reads and marks the outbox inside the aggregates of one collection. */
export function mongoSource(from: Collection, keepLast = false): OutboxSource {
  const collection = from as unknown as Collection<Raw>;
  return {
    name: collection.collectionName,
    claim: (limit) => translated(() => claim(collection, limit)),
    mark: (published, at) => translated(() => mark(collection, published, at)),
    backlog: () => translated(() => backlog(collection)),
    prune: (before) => translated(() => prune(collection, before, keepLast)),
  };
}

// Both bounds: every server we run on then uses the partial index, and dates of other kinds stay out.
const pending = { pendingSince: { $exists: true } };

async function claim(collection: Collection<Raw>, limit: number): Promise<Claimed[]> {
  const found = await collection
    .find(pending as never, { projection: { outbox: 1 }, sort: { pendingSince: 1 }, limit, batchSize: limit })
    .toArray();
  return found.map(({ _id, outbox }) => ({ id: _id, events: outbox ?? [] }));
}

/** Documents marked in one write. A longer one gains nothing, and whoever commits meanwhile would wait for it. */
const MARKED_AT_ONCE = 50;

async function mark(collection: Collection<Raw>, published: readonly Published[], at: Date): Promise<void> {
  const some = published.filter(({ events }) => events.length > 0);
  for (let from = 0; from < some.length; from += MARKED_AT_ONCE) await markSome(collection, some.slice(from, from + MARKED_AT_ONCE), at);
}

/** Nearly always all that waited was published: one update a document. Where more has come since, in two steps. */
async function markSome(collection: Collection<Raw>, published: readonly Published[], at: Date): Promise<void> {
  const { matchedCount } = await collection.bulkWrite(published.map((one) => moveAll(one, at)) as never, { ordered: false });
  if (matchedCount === published.length) return;
  await collection.bulkWrite(published.flatMap((one) => [moveSent(one, at), clearWhenEmpty(one.id)]) as never, { ordered: false });
}

// Only where all are still pending: another relay may have been here, and nothing may be moved twice.
const stillPending = ({ id, events }: Published) => ({ _id: id, 'outbox.id': { $all: events.map((event) => event.id) } });
const moved = (events: readonly PendingEvent[], at: Date): { $push: object; $inc: object; $min: object } => ({
  $push: { sent: { $each: events.map((event): SentEvent => ({ ...event, at })) } },
  $inc: { outboxBytes: -bytesOf(events) },
  $min: { sentSince: at },
});

const moveAll = (one: Published, at: Date): object => ({
  updateOne: {
    filter: { ...stillPending(one), outbox: { $size: one.events.length } },
    update: { ...moved(one.events, at), $set: { outbox: [] }, $unset: { pendingSince: '' } },
  },
});

const moveSent = (one: Published, at: Date): object => ({
  updateOne: {
    filter: stillPending(one),
    update: {
      ...moved(one.events, at),
      $pull: { outbox: { id: { $in: one.events.map((event) => event.id) } } },
      // What is left was made after what is moved, so its age is bounded by it.
      $set: { pendingSince: timeOfUuid7((one.events.at(-1) as PendingEvent).id) },
    },
  },
});

const clearWhenEmpty = (id: string): object => ({
  updateOne: { filter: { _id: id, outbox: { $size: 0 } }, update: { $unset: { pendingSince: '' } } },
});

async function backlog(collection: Collection<Raw>): Promise<{ documents: number; since: Date | undefined }> {
  const [documents, oldest] = await Promise.all([
    collection.countDocuments(pending as never),
    collection.findOne(pending as never, { projection: { pendingSince: 1 }, sort: { pendingSince: 1 } }),
  ]);
  return { documents, since: oldest?.pendingSince };
}

async function prune(collection: Collection<Raw>, before: Date, keepLast: boolean): Promise<number> {
  const due = await collection
    .find({ sentSince: { $lt: before } } as never, { projection: { 'sent.id': 1, 'sent.at': 1 }, limit: 500 })
    .toArray();
  if (due.length === 0) return 0;
  const writes = due.map(({ _id, sent }) => {
    const past = sent.filter(({ at }, n) => at < before && !(keepLast && n === sent.length - 1)).map(({ id }) => id);
    const left = sent.filter(({ at }) => at >= before).map(({ at }) => at.getTime());
    const next = left.length > 0 ? { $set: { sentSince: new Date(Math.min(...left)) } } : { $unset: { sentSince: '' } };
    if (past.length === 0) return { updateOne: { filter: { _id }, update: next } };
    return { updateOne: { filter: { _id, 'sent.id': { $all: past } }, update: { ...takenOut(past), ...next } } };
  });
  await collection.bulkWrite(writes as never, { ordered: false });
  return due.length;
}

// By the number of events ever made, which few aggregates have: the length of `sent` alone would be looked for in all of them.
const manySent = { eventsMade: { $gt: SENT_KEPT }, [`sent.${SENT_KEPT}`]: { $exists: true } };

/**
 * Moves what a busy aggregate sent into documents of its own, keyed by event id, before it is pulled: a crash between the two
 * leaves it twice, never nowhere. Answers how many aggregates were relieved.
 */
export async function archiveBusy(from: Collection, archive: Collection, keepLast = false): Promise<number> {
  const collection = from as unknown as Collection<Raw>;
  const busy = await collection.find(manySent as never, { projection: { sent: 1 }, limit: 20 }).toArray();
  if (busy.length > 0) await archive.createIndex({ at: 1 }, { expireAfterSeconds: KEEP_SECONDS });
  for (const { _id, sent: all } of busy) {
    const sent = keepLast ? all.slice(0, -1) : all;
    const writes = sent.map((event) => ({
      updateOne: { filter: { _id: event.id }, update: { $setOnInsert: { ...event, aggregate: _id } }, upsert: true },
    }));
    await archive.bulkWrite(writes as never, { ordered: false });
    const ids = sent.map(({ id }) => id);
    await collection.updateOne({ _id, 'sent.id': { $all: ids } } as never, takenOut(ids) as never);
  }
  return busy.length;
}

/** Takes sent events out and counts them as left; only where all are still there, so that nothing is counted twice. */
const takenOut = (ids: readonly string[]) => ({ $pull: { sent: { id: { $in: ids } } }, $inc: { eventsLeft: ids.length } });
