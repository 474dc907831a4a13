// A service's database: indexes against its own plan, what waits in its outboxes, and whether an outbox entry was taken out by hand.
import type { ServiceName } from '@spil/contracts';
import { indexesOf, plannedIndexes, type Collection, type Db, type IndexPlan, type Kept } from '@spil/mongo';
import { aggregateCollections } from '../operate/kept-messages';
import { fault, orOk, some, type Finding } from './finding';

/** ms an event may wait for the broker before it is worth a sentence. */
const WAITS_LONG = 60_000;
const LOOK = 'look at the broker and at the log of the service; nothing is lost';

/** Everything there is to say of one service's database. */
export async function databaseFindings(service: ServiceName, db: Db, now: number): Promise<Finding[]> {
  const plans = await plannedIndexes(db);
  if (!plans) return [fault('indexes', `${service} never started on its database`, 'start the suite once: npm start')];
  return [...(await indexFindings(service, db, plans)), ...(await outboxFindings(service, db, now))];
}

async function indexFindings(service: ServiceName, db: Db, plans: IndexPlan): Promise<Finding[]> {
  const faults: Finding[] = [];
  let count = 0;
  for (const [collection, plan] of Object.entries(plans)) {
    const wanted = indexesOf(plan);
    if (wanted.length === 0) continue;
    const there = new Set((await db.collection(collection).indexes()).map(({ key }) => JSON.stringify(key)));
    const gone = wanted.filter(({ key }) => !there.has(JSON.stringify(key))).map(({ name, key }) => name ?? Object.keys(key).join('+'));
    count += wanted.length;
    if (gone.length > 0)
      faults.push(fault('indexes', `${service}: ${collection} lacks ${some(gone)}`, `restart ${service}: it makes its indexes at start`));
  }
  return orOk(faults, 'indexes', `${service}: ${count} indexes are there`);
}

type Counted = Pick<Kept, 'outbox' | 'sent' | 'eventsMade' | 'eventsLeft' | 'pendingSince'> & { _id: string };

async function outboxFindings(service: ServiceName, db: Db, now: number): Promise<Finding[]> {
  const faults: Finding[] = [];
  for (const from of await aggregateCollections(db)) {
    const { collectionName: name } = from;
    const collection = from as unknown as Collection<Counted>;
    const fields = { eventsMade: 1, eventsLeft: 1, pendingSince: 1, 'outbox.id': 1, 'sent.id': 1 };
    for await (const document of collection.find({}, { projection: fields }))
      faults.push(...documentFaults(`${service}: ${name}/${document._id}`, document, now));
  }
  return orOk(shortened(faults, service), 'outboxes', `${service}: every event that was made is accounted for, none waits long`);
}

function documentFaults(name: string, document: Counted, now: number): Finding[] {
  const faults: Finding[] = [];
  const { outbox = [], eventsMade = 0, pendingSince } = document;
  const gone = goneFrom(document);
  if (gone > 0) {
    const remedy =
      'what the stream still holds is not lost (see reconciliation); what was never published is: restore it from a backup, or have it saved again; then npm run doctor -- --accept';
    faults.push(fault('outboxes', `${name}: ${gone} of the ${eventsMade} events it made were taken out by hand`, remedy));
  }
  if (isUnmarked(document)) {
    const remedy = 'npm run doctor -- --accept puts the mark back, the relay then sends them';
    faults.push(fault('outboxes', `${name}: ${outbox.length} events wait and no relay will find them`, remedy));
  }
  const waited = pendingSince === undefined ? 0 : now - pendingSince.getTime();
  if (waited > WAITS_LONG) faults.push(fault('backlog', `${name}: its oldest event has waited ${Math.round(waited / 1000)} s`, LOOK));
  return faults;
}

/** A broker that is away makes thousands wait: the oldest few say it. */
function shortened(faults: readonly Finding[], service: ServiceName): Finding[] {
  const waiting = faults.filter(({ check }) => check === 'backlog');
  if (waiting.length <= 3) return [...faults];
  const rest = fault('backlog', `${service}: ${waiting.length} documents have events that wait for more than a minute`, LOOK);
  return [...faults.filter(({ check }) => check !== 'backlog'), rest];
}

/** Events that are in no place where they could be, and none that is not counted: documents older than the counting made more. */
const goneFrom = ({ outbox = [], sent = [], eventsMade = 0, eventsLeft = 0 }: Counted): number =>
  Math.max(0, eventsMade - eventsLeft - outbox.length - sent.length);

/**
 * A person has looked: counts what was taken out as left, and lets the relay find what it could not. Answers how many documents
 * were set right.
 */
export async function acceptOutboxes(db: Db): Promise<number> {
  let changed = 0;
  for (const from of await aggregateCollections(db)) {
    const collection = from as unknown as Collection<Counted>;
    for await (const document of collection.find({})) {
      const gone = goneFrom(document);
      const unmarked = isUnmarked(document);
      if (gone === 0 && !unmarked) continue;
      const mark = unmarked ? { $set: { pendingSince: new Date(0) } } : {};
      await collection.updateOne({ _id: document._id }, { $inc: { eventsLeft: gone }, ...mark });
      changed++;
    }
  }
  return changed;
}

const isUnmarked = ({ outbox = [], pendingSince }: Counted): boolean => outbox.length > 0 && pendingSince === undefined;
