import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeliverPolicy } from '@nats-io/jetstream';
import { closeMongo, connectMongo, type Collection } from '@spil/mongo';
import { databaseOf } from '@spil/service-host';
import type { Bench, Scenario } from '../bench';
import { fine, median, whole } from '../figures';
import { ratio, type Outcome, type Plot, type Target } from '../outcome';
import { answer, talkTo } from '../processes';
import { runOne } from '../run-one';
import { Driver } from '../world/drive';
import { spilProduct } from '../world/product';
import { ownSuite, type OwnSuite } from '../world/suite';

interface Curve {
  name: string;
  unit: string;
  points: [number, number][];
}

/** The same work over a longer and longer history: what it costs must not follow the history. */
export const growth: Scenario = {
  id: 'growth',
  title: 'the same work over a growing history and a growing number of subscriptions',
  async run(bench: Bench) {
    const hop = await hopOverHistory(bench);
    const suite = await ownSuite(bench);
    const notes = await noteOverHistory(bench, suite);
    const subscriptions = await noteOverSubscriptions(bench, suite);
    await suite.stop();
    return outcomeOf([hop, ...notes, ...subscriptions]);
  },
};

/** B3 with so many events on the stream before. */
async function hopOverHistory(bench: Bench): Promise<Curve> {
  const place = await bench.place();
  await place.broker.clean();
  await place.broker.addStream();
  const points: [number, number][] = [];
  const plan = { contender: 'spil' as const, url: place.url, window: 256 };
  let stored = 0;
  let runs = 1;
  for (const history of bench.size([0, 100_000, 1_000_000], [0, 20_000])) {
    // In parts: a publisher makes its messages before the clock starts, and a million of them fill a gigabyte.
    while (stored < history) {
      const fill = { ...plan, mode: 'publish', messages: Math.min(100_000, history - stored), warmUp: 0, run: (runs += 2) };
      const child = talkTo(place.pin, [await place.program('spil'), JSON.stringify(fill)]);
      await answer(child);
      await child.ended;
      stored = await place.broker.stored();
    }
    const micros: number[] = [];
    for (let round = 0; round < bench.rounds(3, 1); round++) {
      await place.broker.addDurable('spil', DeliverPolicy.New);
      const messages = bench.size(20_000, 4_000);
      const run = await runOne({ ...plan, mode: 'both', messages, warmUp: 5_000, run: (runs += 2) }, place, { stored });
      if (run.void !== undefined) throw new Error(`growth: ${run.void}`);
      micros.push((run.cpuMs * 1_000) / run.messages);
      stored = await place.broker.stored();
    }
    points.push([Math.max(1, history), median(micros)]);
    bench.say(`growth: hop over ${whole(history)} events: ${fine(median(micros))} µs a message`);
  }
  await place.stop();
  return { name: 'B3: events on the stream', unit: 'client CPU µs a message', points };
}

const collections = [
  ['wijk', 'notes'],
  ['information-sharing', 'routings'],
  ['information-sharing', 'inbox'],
  ['intervention', 'briefings'],
] as const;

/** Tap → screen with so many notes, routings, inbox entries and briefings in the databases. */
async function noteOverHistory(bench: Bench, suite: OwnSuite): Promise<Curve[]> {
  const curve: Curve = { name: 'B6: notes stored', unit: 'screen p50 ms at 20/s', points: [] };
  for (const history of bench.size([0, 10_000, 100_000], [0, 2_000])) {
    for (const [service, name] of collections) await inDatabase(suite, service, name, (collection) => multiply(collection, history));
    curve.points.push([Math.max(1, history), await screenP50(bench, suite)]);
    bench.say(`growth: note over ${whole(history)} notes: p50 ${fine(curve.points.at(-1)?.[1])} ms`);
  }
  return [curve];
}

/** The same with so many people following something. */
async function noteOverSubscriptions(bench: Bench, suite: OwnSuite): Promise<Curve[]> {
  const curve: Curve = { name: 'B6: subscriptions', unit: 'screen p50 ms at 20/s', points: [] };
  for (const many of bench.size([1, 100, 1_000, 10_000], [1, 100])) {
    await inDatabase(suite, 'information-sharing', 'subscriptions', (collection) => follow(collection, suite.ready.zone.id, many));
    curve.points.push([many, await screenP50(bench, suite)]);
    bench.say(`growth: note with ${whole(many)} subscriptions: p50 ${fine(curve.points.at(-1)?.[1])} ms`);
  }
  return [curve];
}

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

/** Copies documents that are there, under ids of their own and with nothing left to publish, until there are so many. */
async function multiply(from: Collection, until: number): Promise<void> {
  const collection = from as unknown as Collection<Document>;
  const samples = await collection.find({ pendingSince: { $exists: false } } as never, { limit: 20 }).toArray();
  let made = await collection.countDocuments({});
  if (samples.length === 0) return;
  while (made < until) {
    const many = Math.min(CHUNK, until - made);
    const copies = Array.from({ length: many }, (_, i) => copyOf(samples[i % samples.length] as Document, made + i));
    await collection.insertMany(copies as never, { ordered: false });
    made += many;
  }
}

const keyed = ['idempotency', 'effectOf', 'sent', 'sentSince', 'itemIds'] as const;
function copyOf(sample: Document, n: number): Document {
  const copy: Document = { ...sample, _id: `copy-${n}`, sent: [] };
  for (const name of keyed) if (name !== 'sent') delete copy[name];
  return 'itemIds' in sample ? { ...copy, itemIds: [`copy-${n}-item`] } : copy;
}

async function follow(from: Collection, zone: string, until: number): Promise<void> {
  const collection = from as unknown as Collection<Document>;
  let made = await collection.countDocuments({});
  while (made < until) {
    const many = Math.min(CHUNK, until - made);
    const some = Array.from({ length: many }, (_, i) => {
      const n = made + i;
      const criteria = { themes: [n % 50 === 0 ? 'drugs' : 'traffic'], text: `nothing that ever comes ${n}` };
      const kept = { version: 1, outbox: [], outboxBytes: 0, sent: [] };
      const about = { subscriptionId: `s-${n}`, zone, personId: `follower-${n}`, roles: ['investigator'], name: `s ${n}`, criteria };
      return { _id: `s-${n}`, ...about, createdAt: '2026-01-01T00:00:00.000Z', status: 'active', ...kept };
    });
    await collection.insertMany(some as never, { ordered: false });
    made += many;
  }
}

function outcomeOf(curves: readonly Curve[]): Outcome {
  const targets: Target[] = curves.map(({ name, points }) => {
    const [first, last] = [points[0]?.[1] ?? Number.NaN, points.at(-1)?.[1] ?? Number.NaN];
    return ratio(`growth, ${name}: cost at ${whole(points.at(-1)?.[0])}, times that at ${whole(points[0]?.[0])}`, last / first, {
      most: 1.5,
    });
  });
  const plots: Plot[] = curves.map(({ name, unit, points }) => ({
    title: name,
    kind: 'lines',
    x: { label: name, log: true },
    y: { label: unit },
    series: [{ name: 'spil', points }],
  }));
  return {
    scenario: 'growth',
    title: growth.title,
    tables: [
      {
        head: ['what grows', 'to', 'cost', 'of'],
        rows: curves.flatMap(({ name, unit, points }) => points.map(([x, y]) => [name, whole(x), fine(y), unit])),
      },
    ],
    targets,
    plots,
    invalid: [],
    notes: ['a flat or logarithmic curve stays within half as much again from the least to the most'],
  };
}
