// What a service's database says of the messages it made.
import { createHash } from 'node:crypto';
import type { StreamPlan } from '@spil/contracts';
import type { OutgoingMessage } from '@spil/messaging';
import { aggregatesIn, plannedIndexes, type Collection, type Db, type Kept } from '@spil/mongo';
import { keptEvents, messagesOf } from '@spil/outbox';

/** A message that was acknowledged by the broker, as the database keeps it for seven days. */
export interface KeptMessage {
  id: string;
  hash: string;
  /** `<collection>/<id>` of the document that made it. */
  aggregate: string;
  /** Rises within an aggregate. */
  order: number;
}

export interface KeptOfService {
  /** By stream and message id; of a last-value stream only the newest of each subject. */
  expected: Map<string, Map<string, KeptMessage>>;
  /** Every id the database knows, those that wait in outboxes and older values of last-value streams too. */
  known: Set<string>;
}

/** Tells bodies and subjects apart; short, because a million of them is kept. */
export const hashOf = (subject: string, body: Uint8Array): string =>
  createHash('sha256').update(subject).update('\n').update(body).digest('base64url').slice(0, 22);

/** The stream a subject is stored in. */
export const streamOf = (streams: readonly StreamPlan[], subject: string): StreamPlan | undefined =>
  streams.find(({ subjects }) => subjects.some((pattern) => subject.startsWith(pattern.replace(/>$/, ''))));

/** Collections with an outbox, as the service declared them at its start. */
export async function aggregateCollections(db: Db): Promise<Collection[]> {
  const names = aggregatesIn((await plannedIndexes(db)) ?? {});
  return names.map((name) => db.collection(name) as unknown as Collection);
}

/** Reads what the database keeps of what was published and what still waits. */
export async function keptOf(db: Db, streams: readonly StreamPlan[]): Promise<KeptOfService> {
  const kept: KeptOfService = { expected: new Map(), known: new Set() };
  const newest = new Map<string, string>();
  const keep = (aggregate: string, { subject, id, body }: OutgoingMessage): void => {
    const stream = streamOf(streams, subject);
    if (!stream) return;
    const ofStream = kept.expected.get(stream.name) ?? new Map<string, KeptMessage>();
    kept.expected.set(stream.name, ofStream);
    if (stream.lastValueOnly) ofStream.delete(newest.get(subject) ?? '');
    newest.set(subject, id);
    ofStream.set(id, { id, hash: hashOf(subject, body), aggregate, order: kept.known.size });
    kept.known.add(id);
  };
  for (const collection of await aggregateCollections(db)) {
    const name = collection.collectionName;
    // Waiting ones first: what is sent meanwhile is met again among the sent.
    const waiting = await waitingIn(collection);
    for await (const claims of keptEvents(collection)) {
      for (const { id, events } of claims) for (const event of events) for (const one of messagesOf(event)) keep(`${name}/${id}`, one);
    }
    for (const id of waiting) kept.known.add(id);
  }
  return kept;
}

/** Ids of all messages that wait in a service's outboxes now. */
export async function waitingIds(db: Db): Promise<ReadonlySet<string>> {
  const all = await Promise.all((await aggregateCollections(db)).map(waitingIn));
  return new Set(all.flat());
}

async function waitingIn(from: Collection): Promise<string[]> {
  const collection = from as unknown as Collection<Kept & { _id: string }>;
  const found = await collection.find({ pendingSince: { $exists: true } }, { projection: { outbox: 1 } }).toArray();
  return found.flatMap(({ outbox }) => outbox.flatMap((event) => messagesOf(event).map(({ id }) => id)));
}
