import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeMongo, connectMongo, type Collection } from '@spil/mongo';
import { databaseOf } from '@spil/service-host';
import type { Bench } from '../bench';
import { fine, whole } from '../figures';
import { Driver } from '../world/drive';
import { spilProduct } from '../world/product';
import type { OwnSuite } from '../world/suite';
import type { Curve } from './growth';

type Points = [number, number][];

const collections = [
  ['wijk', 'notes'],
  ['information-sharing', 'routings'],
  ['information-sharing', 'inbox'],
  ['intervention', 'briefings'],
] as const;
/** What another zone leaves in the databases a note runs through. */
const zoned = collections.filter(([, name]) => name !== 'notes');

/** Tap → screen with so many notes, routings, inbox entries and briefings in the databases. */
export async function noteOverHistory(bench: Bench, suite: OwnSuite): Promise<Curve> {
  const points: Points = [];
  for (const history of bench.size([0, 10_000, 100_000], [0, 2_000])) {
    for (const [service, name] of collections) await inDatabase(suite, service, name, (collection) => multiply(collection, history));
    points.push([Math.max(1, history), await screenP50(bench, suite)]);
    bench.say(`growth: note over ${whole(history)} notes: p50 ${fine(points.at(-1)?.[1])} ms`);
  }
  return noteCurve('notes stored', points);
}

/** The same with so many people following something. */
export async function noteOverSubscriptions(bench: Bench, suite: OwnSuite): Promise<Curve> {
  const points: Points = [];
  for (const many of bench.size([1, 100, 1_000, 10_000], [1, 100])) {
    await inDatabase(suite, 'information-sharing', 'subscriptions', (collection) =>
      follow(collection, () => suite.ready.zone.id, { as: 's', many }),
    );
    // What is remembered of a zone is read anew when this number has changed: without it the new ones would not be looked at.
    await inDatabase(suite, 'information-sharing', 'followerChanges', (collection) => oneMore(collection, suite.ready.zone.id));
    points.push([many, await screenP50(bench, suite)]);
    bench.say(`growth: note with ${whole(many)} subscriptions: p50 ${fine(points.at(-1)?.[1])} ms`);
  }
  return noteCurve('subscriptions in the zone', points);
}

/** The same with so many other zones served, in each of which somebody follows something and something was routed. */
export async function noteOverZones(bench: Bench, suite: OwnSuite): Promise<Curve> {
  const points: Points = [];
  const zoneOf = (n: number): string => `other-${n}`;
  for (const many of bench.size([1, 100, 1_000, 10_000], [1, 100])) {
    const others = many - 1;
    await inDatabase(suite, 'information-sharing', 'subscriptions', (collection) => follow(collection, zoneOf, { as: 'z', many: others }));
    for (const [service, name] of zoned) await inDatabase(suite, service, name, (collection) => spread(collection, zoneOf, others));
    points.push([many, await screenP50(bench, suite)]);
    bench.say(`growth: note with ${whole(many)} zones: p50 ${fine(points.at(-1)?.[1])} ms`);
  }
  return noteCurve('zones', points);
}

async function oneMore(from: Collection, zone: string): Promise<void> {
  await (from as unknown as Collection<Document>).updateOne({ _id: zone } as never, { $inc: { count: 1 } } as never, { upsert: true });
}

const noteCurve = (what: string, points: Points): Curve => ({
  name: `B6: ${what}`,
  x: what,
  unit: 'screen p50 ms at 20/s',
  flat: true,
  series: { spil: points },
});

async function screenP50(bench: Bench, suite: OwnSuite): Promise<number> {
  const driver = new Driver();
  const product = await spilProduct(bench, driver.arrived, suite);
  await driver.run(product.post, 20, bench.size(3, 1));
  const { screen, arrived, posted } = await driver.run(product.post, 20, bench.size(6, 2));
  await product.stop();
  if (arrived !== posted) throw new Error(`growth: ${arrived} of ${posted} notes on the screen`);
  return screen.p50;
}

async function inDatabase(
  suite: OwnSuite,
  service: 'wijk' | 'information-sharing' | 'intervention',
  name: string,
  work: (collection: Collection) => Promise<void>,
): Promise<void> {
  const { mongo } = JSON.parse(readFileSync(join(suite.ready.dataDir, 'secrets.json'), 'utf8')) as { mongo: Record<string, string> };
  const url = new URL(suite.environmentOf(service)['MONGODB_URI'] ?? '');
  if (url.password === '' && mongo[service] !== undefined) url.password = mongo[service];
  const db = await connectMongo({ uri: url.href, db: databaseOf(service) });
  await work(db.collection(name) as unknown as Collection);
  await closeMongo(db);
}

type Document = Record<string, unknown> & { _id: string };
const CHUNK = 2_000;

/** Documents that are there and have nothing left to publish: what is copied from. Without any nothing would grow, and nobody would see. */
async function samplesOf(collection: Collection<Document>): Promise<Document[]> {
  const samples = await collection.find({ pendingSince: { $exists: false } } as never, { limit: 20 }).toArray();
  if (samples.length === 0) throw new Error(`growth: ${collection.collectionName} has no document to copy`);
  return samples;
}

/** Copies documents under ids of their own until there are so many. */
async function multiply(from: Collection, until: number): Promise<void> {
  if (until === 0) return;
  const collection = from as unknown as Collection<Document>;
  const samples = await samplesOf(collection);
  await fill(collection, { made: await collection.countDocuments({}), until }, (n) =>
    copyOf(samples[n % samples.length] as Document, `copy-${n}`),
  );
}

/** Copies documents into other zones, one for each. */
async function spread(from: Collection, zoneOf: (n: number) => string, until: number): Promise<void> {
  if (until === 0) return;
  const collection = from as unknown as Collection<Document>;
  const samples = await samplesOf(collection);
  const made = await collection.countDocuments({ _id: /^zone-\d+$/ } as never);
  await fill(collection, { made, until }, (n) => ({ ...copyOf(samples[n % samples.length] as Document, `zone-${n}`), zone: zoneOf(n) }));
}

async function fill(
  collection: Collection<Document>,
  { made, until }: { made: number; until: number },
  make: (n: number) => Document,
): Promise<void> {
  for (let from = made; from < until; from += CHUNK) {
    const some = Array.from({ length: Math.min(CHUNK, until - from) }, (_, i) => make(from + i));
    await collection.insertMany(some as never, { ordered: false });
  }
}

const keyed = ['idempotency', 'effectOf', 'sent', 'sentSince', 'itemIds'] as const;
function copyOf(sample: Document, id: string): Document {
  const copy: Document = { ...sample, _id: id, sent: [] };
  for (const name of keyed) if (name !== 'sent') delete copy[name];
  return 'itemIds' in sample ? { ...copy, itemIds: [`${id}-item`] } : copy;
}

/** People who follow what never comes, each in the zone that is told for her. */
async function follow(from: Collection, zoneOf: (n: number) => string, { as, many }: { as: string; many: number }): Promise<void> {
  const collection = from as unknown as Collection<Document>;
  const made = await collection.countDocuments({ _id: new RegExp(`^${as}-\\d+$`) } as never);
  await fill(collection, { made, until: many }, (n) => {
    const id = `${as}-${n}`;
    const criteria = { themes: [n % 50 === 0 ? 'drugs' : 'traffic'], text: `nothing that ever comes ${n}` };
    const kept = { version: 1, outbox: [], outboxBytes: 0, sent: [] };
    const about = { subscriptionId: id, zone: zoneOf(n), personId: `follower-${id}`, roles: ['investigator'], name: id, criteria };
    return { _id: id, ...about, createdAt: '2026-01-01T00:00:00.000Z', status: 'active', ...kept };
  });
}
