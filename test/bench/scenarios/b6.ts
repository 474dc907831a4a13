import { cpus } from 'node:os';
import type { Bench, Scenario } from '../bench';
import { fine, whole } from '../figures';
import { ratio, target, type Outcome, type Table } from '../outcome';
import { heaviest, profiling } from '../profile';
import { Driver, type Driven } from '../world/drive';
import { hopsOf, type Hop } from '../world/hops';
import { bookProduct, spilProduct, type Product, type ProductName } from '../world/product';
import { startCopy, type OwnSuite } from '../world/suite';

const products: ProductName[] = ['spil', 'D', 'O-poll', 'O-notify'];

interface Measured {
  name: ProductName;
  driven: Driven[];
  /** CPU ms a second of each process while nothing is posted. */
  idle: Record<string, number>;
  /** CPU ms a note of each process above what it takes idle, for each of `driven`. */
  above: Record<string, number>[];
  hops: Hop[];
}

/** From the inspector's tap to the crew's screen, through every process. */
export const b6: Scenario = {
  id: 'B6',
  title: 'commit → browser: POST, database, relay, routing, briefing, live feed',
  async run(bench: Bench) {
    const ours = new Driver();
    const product = await spilProduct(bench, ours.arrived);
    const embedded = [...bench.servers].some((title) => /embedded/i.test(title));
    const measured = [await measure(bench, { product, driver: ours, embedded })];
    const profile = await profileOf(bench, product, ours);
    await product.stop();
    for (const name of products.filter((one) => one !== 'spil')) {
      const driver = new Driver();
      const peer = await bookProduct(bench, name, driver.arrived);
      measured.push(await measure(bench, { product: peer, driver, embedded }));
      await peer.stop();
    }
    const outcome = outcomeOf(measured, embedded);
    return {
      ...outcome,
      limits: [...limitsOf(measured[0]), `most of the CPU of wijk, by the profile, a note: ${heaviest(profile, 5)}`],
      tables: [...outcome.tables, profile],
    };
  },
};

/** A second wijk with the profiler on, which takes half of some notes more: where its CPU goes. Counts for nothing else. */
async function profileOf(bench: Bench, product: Product & { suite: OwnSuite }, driver: Driver): Promise<Table> {
  const profile = profiling();
  const copy = await startCopy(product.suite, 'wijk', profile.args);
  profile.begin();
  const { posted } = await driver.run(product.post, 30, bench.size(10, 2));
  profile.end();
  copy.child.kill('SIGTERM');
  await copy.ended;
  return profile.table('Where the CPU of wijk goes (profile of a second one with half of the notes)', posted / 2);
}

/** Rates for a database: the embedded store is for trial and tests, what it is asked ends sooner. */
const ratesFor = (name: ProductName, embedded: boolean): number[] => {
  const top = embedded ? 100 : 200;
  return name === 'spil' ? [20, top / 2, top] : [20, top];
};

/** CPU ms of each process of a chain while something is done, and for how many seconds. */
async function cpuWhile<T>(product: Product, work: () => Promise<T>): Promise<{ done: T; seconds: number; ms: Record<string, number> }> {
  const [before, began] = [product.cpu(), performance.now()];
  const done = await work();
  const [after, seconds] = [product.cpu(), (performance.now() - began) / 1_000];
  return { done, seconds, ms: Object.fromEntries(Object.entries(after).map(([key, ms]) => [key, ms - (before[key] ?? 0)])) };
}

/** CPU ms a second of each process while nothing is posted: polling, heartbeats, looking after itself. */
async function idleOf(bench: Bench, product: Product): Promise<Record<string, number>> {
  // What the notes before have set off has ended by then.
  await pause(bench.size(2_000, 500));
  const { seconds, ms } = await cpuWhile(product, () => pause(bench.size(5_000, 1_000)));
  return Object.fromEntries(Object.entries(ms).map(([key, all]) => [key, all / seconds]));
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Measuring {
  product: Product;
  driver: Driver;
  embedded: boolean;
}

async function measure(bench: Bench, { product, driver, embedded }: Measuring): Promise<Measured> {
  const { name } = product;
  const seconds = bench.size(name === 'spil' ? 10 : 6, 3);
  // What starts cold is not what an officer meets all day.
  await driver.run(product.post, 20, bench.size(4, 2));
  await driver.run(product.post, 60, bench.size(3, 1));
  product.traces?.ids.splice(0);
  const idle = await idleOf(bench, product);
  const driven: Driven[] = [];
  const above: Measured['above'] = [];
  for (const rate of bench.size(ratesFor(name, embedded), [20])) {
    const { done: one, ...used } = await cpuWhile(product, () => driver.run(product.post, rate, seconds));
    const { screen, failures, posted } = one;
    bench.say(
      `B6 ${name.padEnd(8)} ${rate}/s: screen p50 ${fine(screen.p50)} p99 ${fine(screen.p99)} ms${failures[0] ? ` FAILED ${failures[0]}` : ''}`,
    );
    driven.push(one);
    above.push(Object.fromEntries(Object.entries(used.ms).map(([key, ms]) => [key, (ms - (idle[key] ?? 0) * used.seconds) / posted])));
    if (rate === 20 && product.traces) product.traces.ids = product.traces.ids.splice(0, 60);
  }
  return {
    name,
    driven,
    idle,
    above,
    hops: product.traces ? await hopsOf({ ...product.traces, ids: product.traces.ids.slice(0, 60) }) : [],
  };
}

function outcomeOf(measured: readonly Measured[], embedded: boolean): Outcome {
  const at = (name: ProductName, rate: number): Driven | undefined =>
    measured.find((one) => one.name === name)?.driven.find((one) => one.rate === rate);
  const p50 = (name: ProductName, rate: number): number => at(name, rate)?.screen.p50 ?? Number.NaN;
  const rates = measured[0]?.driven.map(({ rate }) => rate) ?? [];
  const top = rates.at(-1) ?? 20;
  const rows = rates.flatMap((rate) => measured.flatMap(({ name }) => (at(name, rate) ? [rowOf(name, rate, at(name, rate))] : [])));
  const [most50, most99] = embedded ? [12, 50] : [10, 40];
  const hops: Table = {
    title: 'Where the time goes in ours at 20/s: spans, ms after the first one',
    head: ['span', 'seen', 'begins p50', 'begins p99', 'takes p50', 'takes p99'],
    rows: (measured[0]?.hops ?? []).map(({ name, seen, begins, takes }) => [
      name,
      whole(seen),
      fine(begins.p50),
      fine(begins.p99),
      fine(takes.p50),
      fine(takes.p99),
    ]),
  };
  return {
    scenario: 'B6',
    title: b6.title,
    tables: [
      { head: ['notes/s', 'chain', 'answered p50 ms', 'screen p50 ms', 'p90', 'p99', 'max', 'counts'], rows },
      hops,
      cpuTable(measured, rates),
    ],
    targets: [
      target(`B6 spil: screen p50 at ${top}/s, ms`, p50('spil', top), { most: most50 }),
      target(`B6 spil: screen p99 at ${top}/s, ms`, at('spil', top)?.screen.p99 ?? Number.NaN, { most: most99 }),
      ratio('B6 D: p50 at 20/s, times ours', p50('D', 20) / p50('spil', 20), { least: 50 }),
      ratio('B6 O-poll: p50 at 20/s, times ours', p50('O-poll', 20) / p50('spil', 20), { least: 50 }),
      ratio('B6 O-notify: p50 at 20/s, times ours', p50('O-notify', 20) / p50('spil', 20), { least: 1.5 }),
    ],
    plots: [
      {
        title: 'Tap → screen at 20 notes a second',
        kind: 'lines',
        x: { label: 'percentile' },
        y: { label: 'ms', log: true },
        series: measured.map(({ name }) => ({ name, points: at(name, 20)?.screen.curve ?? [] })),
      },
      {
        title: 'Tap → screen, median, with the rate',
        kind: 'lines',
        x: { label: 'notes a second' },
        y: { label: 'ms', log: true },
        series: measured.map(({ name }) => ({
          name,
          points: rates.filter((rate) => at(name, rate)).map((rate): [number, number] => [rate, p50(name, rate)]),
        })),
      },
    ],
    // Nobody loses by design here: every listener is there all the time.
    invalid: measured.flatMap(({ name, driven }) =>
      driven.flatMap((one) => (one.arrived === one.posted && one.posted > 0 ? [] : [`${name} at ${flawOf(one)}`])),
    ),
    notes: [
      'ours: the suite as npm start makes it, every hop stored and flushed to disk before it is acknowledged, signed, checked, sealed, traced, one suite process list on this machine; D: Nest HTTP, class-validator, mongoose, outbox collection polled every second, core NATS, @Sse; O: the same chain with rows marked by the driver, polled, or woken by each commit. D and O make one hop durable, ours three',
      `the chains are measured one after the other, not in turn: beside a peer our suite would take ${fine(sumOf(measured[0]?.idle))} ms CPU a second of its cores though nobody posts`,
      'delay is counted from the moment a note was due to be posted; refused: answered 503 or 429 with Retry-After, nothing of it was acknowledged',
    ],
  };
}

function rowOf(name: ProductName, rate: number, one: Driven | undefined): string[] {
  if (!one) return [whole(rate), name];
  const { screen, answered, arrived, posted, failures } = one;
  const refused = failures.length > 0 ? `, ${failures.length} refused` : '';
  const counts = `${arrived === posted ? 'exact' : `${arrived} of ${posted}`}${refused}`;
  return [whole(rate), name, fine(answered.p50), fine(screen.p50), fine(screen.p90), fine(screen.p99), fine(screen.max), counts];
}

const flawOf = ({ rate, arrived, posted }: Driven): string => `${rate}/s: ${arrived} of ${posted} acknowledged notes on the screen`;

/** What each process takes idle, and what a note adds to it. */
const cpuTable = (measured: readonly Measured[], rates: readonly number[]): Table => ({
  title: 'CPU of each process: ms a second idle, and ms a note above idle (the database of the peers is not told)',
  head: ['chain', 'process', 'idle ms/s', ...rates.map((rate) => `ms/note at ${rate}/s`)],
  rows: measured.flatMap(({ name, idle, above, driven }) => {
    const at = (rate: number): number => driven.findIndex((one) => one.rate === rate);
    const row = (process: string, idleMs: number, of: (one: Record<string, number> | undefined) => number | undefined): string[] => [
      name,
      process,
      fine(idleMs),
      ...rates.map((rate) => fine(of(above[at(rate)]))),
    ];
    const each = Object.keys(idle).map((process) => row(process, idle[process] ?? Number.NaN, (one) => one?.[process]));
    return [...each, row('all', sumOf(idle), (one) => one && sumOf(one))];
  }),
});

const sumOf = (of: Record<string, number> = {}): number => Object.values(of).reduce((sum, one) => sum + one, 0);

/** What limits the rate: every process shares the machine with who posts and who reads. By the highest rate, where the cores are busiest. */
function limitsOf(ours: Measured | undefined): string[] {
  const [last, above] = [ours?.driven.at(-1), ours?.above.at(-1)];
  if (!last || !above) return [];
  const [idle, note] = [sumOf(ours?.idle), sumOf(above)];
  const most = (cpus().length * 1_000 - idle) / note;
  return [
    `at ${last.rate} notes/s one takes ${fine(note)} ms of CPU over the suite's processes and the bench that posts and reads, above the ${fine(idle)} ms a second they take when nobody posts: the ${cpus().length} cores of this machine carry about ${whole(most)} notes/s, and what is asked beyond it waits or is refused`,
  ];
}
