import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startNats } from '@spil/testing';
import type { Bench, Scenario } from '../bench';
import { fine, median, spread, spreadOf, whole } from '../figures';
import { pinned } from '../machine';
import { ratio, target, type Outcome } from '../outcome';
import { answer, fineCpuOf, rssOf, talkTo, word, type Talking } from '../processes';
import type { Asked, ClientsPlan, Heard } from '../world/clients-plan';
import { GatewayWorld, visible } from '../world/gateway-world';

type Fan = 'spil' | 'D' | 'X';
const fans: Fan[] = ['spil', 'D', 'X'];

/** A last hop under test: the process that holds the browsers, and how a numbered frame is given to it. */
interface Hop {
  fan: Fan;
  pid: number;
  clients: Omit<ClientsPlan, 'clients'>;
  /** Of everybody, where they must say who they are. */
  tokens?: readonly string[];
  put(n: number): Promise<unknown>;
  putMany(from: number, count: number): Promise<unknown>;
  stop(): Promise<unknown>;
}

async function hopOf(bench: Bench, fan: Fan, people: number): Promise<Hop> {
  if (fan === 'spil') return ourHop(bench, people);
  const nats = await startNats();
  const admin = await connect({ servers: nats.url, noAsyncTraces: true });
  const program = fan === 'D' ? await bench.peer('by-the-book') : await bench.program('test/bench/world/raw-sse.ts');
  const child = talkTo(await pinned(nats.pid), [program, JSON.stringify({ role: 'gateway', nats: nats.url })]);
  const { url } = await answer<{ url: string }>(child);
  const stop = bench.atEnd(async () => {
    child.child.kill('SIGKILL');
    await admin.close();
    await nats.stop();
  });
  // Nest's transport puts the pattern beside the data.
  const body = (n: number): Buffer =>
    fan === 'X' ? visible(n) : Buffer.concat([Buffer.from('{"pattern":"item.shared","data":'), visible(n), Buffer.from('}')]);
  const put = (n: number): Promise<void> => Promise.resolve(admin.publish('item.shared', body(n)));
  return {
    fan,
    pid: child.pid,
    clients: { url: fan === 'X' ? url : `${url}/feed`, resumes: false },
    put,
    putMany: (from, count) => sendAll(admin, put, from, count),
    stop,
  };
}

async function sendAll(bus: NatsConnection, put: (n: number) => Promise<void>, from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++) await put(n);
  await bus.flush();
}

async function ourHop(bench: Bench, people: number): Promise<Hop> {
  const world = await GatewayWorld.start(bench, people);
  const clients = { url: `${world.url}/v1/feed`, resumes: true };
  return {
    fan: 'spil',
    pid: world.gateway.pid,
    clients,
    tokens: await world.tokens(people),
    put: (n) => world.frame(n),
    putMany: (from, count) => world.frames(from, count),
    stop: world.stop,
  };
}

/** The process that plays the browsers of a hop. */
class Browsers {
  private constructor(private readonly child: Talking) {}

  static async start(bench: Bench, hop: Hop, clients: number): Promise<Browsers> {
    const plan: ClientsPlan = { ...hop.clients, clients };
    const child = talkTo([], [await bench.program('test/bench/world/clients.ts'), JSON.stringify(plan)]);
    await word(child, 'ready');
    const browsers = new Browsers(child);
    if (hop.tokens) await browsers.ask({ step: 'tokens', tokens: hop.tokens.slice(0, clients) });
    return browsers;
  }

  async ask(asked: Asked): Promise<Heard> {
    this.child.write(JSON.stringify(asked));
    const heard = await answer<Heard>(this.child);
    if (heard.error !== undefined) throw new Error(`browsers: ${heard.error}`);
    return heard;
  }

  async stop(): Promise<void> {
    this.child.child.stdin?.end();
    await this.child.ended;
  }
}

interface Fanned {
  fan: Fan;
  clients: number;
  /** CPU µs of the hop for one frame to one client. */
  micros: number;
  heard: Heard;
  rssMb: number | undefined;
}

/** One signal to many browsers. */
export const b8: Scenario = {
  id: 'B8',
  title: 'one frame to 1,000 live browsers, 20 frames a second',
  async run(bench: Bench) {
    const most = bench.size(1_000, 100);
    const runs: Fanned[] = [];
    for (const fan of fans) {
      const hop = await hopOf(bench, fan, most);
      let next = 0;
      // Growth first: the process is warm when it comes to the full number.
      const steps = fan === 'spil' ? [10, 100, most, most, most] : [100, most, most, most];
      for (const [i, clients] of steps.entries()) {
        const count = bench.size(i < steps.length - 3 ? 60 : 120, 30);
        const fanned = await fanOut(bench, hop, { clients, from: next, count });
        next += count;
        bench.say(
          `B8 ${fan.padEnd(4)} ${clients} clients: ${fine(fanned.micros)} µs a delivery, last client p99 ${fine(fanned.heard.slowest.p99)} ms`,
        );
        runs.push(fanned);
      }
      await hop.stop();
    }
    return fanOutcome(runs, most);
  },
};

async function fanOut(bench: Bench, hop: Hop, { clients, from, count }: { clients: number; from: number; count: number }): Promise<Fanned> {
  const browsers = await Browsers.start(bench, hop, clients);
  await browsers.ask({ step: 'open', withinMs: clients });
  const everyMs = 50;
  const before = fineCpuOf(hop.pid);
  const start = process.hrtime.bigint() + 50_000_000n;
  const listening = browsers.ask({ step: 'hear', from, to: from + count - 1, startNs: start.toString(), everyMs, quietMs: 3_000 });
  for (let n = 0; n < count; n++) {
    const wait = Number(start - process.hrtime.bigint()) / 1e6 + n * everyMs;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
    void hop.put(from + n);
  }
  const heard = await listening;
  const micros = ((fineCpuOf(hop.pid) - before) * 1_000) / (count * clients);
  const rssMb = rssOf(hop.pid);
  await browsers.stop();
  // A browser that comes for the first time begins now: what was before is not missed.
  const missed = heard.missed - from * clients;
  return { fan: hop.fan, clients, micros, heard: { ...heard, missed }, rssMb };
}

function fanOutcome(runs: readonly Fanned[], most: number): Outcome {
  const full = (fan: Fan): Fanned[] => runs.filter((run) => run.fan === fan && run.clients === most);
  const micros = (fan: Fan): number => median(full(fan).map((run) => run.micros));
  const rows = fans.map((fan) => {
    const own = full(fan);
    const ms = (of: 'each' | 'slowest', p: 'p50' | 'p99'): string => spread(spreadOf(own.map(({ heard }) => heard[of][p])));
    const lost = own.reduce((sum, { heard }) => sum + heard.missed, 0);
    return [
      fan,
      spread(spreadOf(own.map((run) => run.micros))),
      ms('each', 'p50'),
      ms('slowest', 'p50'),
      ms('slowest', 'p99'),
      whole(median(own.map(({ rssMb }) => rssMb ?? Number.NaN))),
      lost === 0 ? 'exact' : `${lost} missed`,
    ];
  });
  const ours = runs.filter(({ fan }) => fan === 'spil');
  const growth = [...new Set(ours.map(({ clients }) => clients))].map((clients): [number, number] => [
    clients,
    median(ours.filter((run) => run.clients === clients).map((run) => run.micros)),
  ]);
  return {
    scenario: 'B8',
    title: b8.title,
    tables: [
      {
        head: ['last hop', 'CPU µs a delivery', 'any client p50 ms', 'last client p50 ms', 'last client p99 ms', 'RSS MB', 'counts'],
        rows,
      },
    ],
    targets: [
      target(`B8 spil: CPU µs a delivery, ${most} clients`, micros('spil'), { most: 8.5 }),
      ratio('B8 spil: deliveries for the CPU of one @Sse delivery', micros('D') / micros('spil'), { least: 2.2 }),
      target('B8 spil: last client p99, ms', median(full('spil').map(({ heard }) => heard.slowest.p99)), { most: 60 }),
    ],
    plots: [
      {
        title: 'CPU a delivery, growing number of live browsers',
        kind: 'lines',
        x: { label: 'browsers', log: true },
        y: { label: 'CPU µs' },
        series: [{ name: 'spil', points: growth }],
      },
      {
        title: 'Due → at a browser',
        kind: 'lines',
        x: { label: 'percentile' },
        y: { label: 'ms', log: true },
        series: fans.map((fan) => ({ name: fan, points: full(fan)[0]?.heard.each.curve ?? [] })),
      },
    ],
    invalid: runs.flatMap(({ fan, heard, clients }) =>
      fan === 'spil' && heard.missed > 0 ? [`${clients} clients missed ${heard.missed}`] : [],
    ),
    notes: [
      'ours is the gateway process with its broker and database: producer checked, policy decided for each browser with fresh rights, position sealed into each id; D is Nest @Sse on core NATS, X raw writes on core NATS, both without any of it',
      'gateway on core 1, broker on core 0, browsers wherever there is room',
    ],
  };
}

interface Storm {
  fan: Fan;
  ms: number;
  missed: number;
  repeats: number;
  expected: number;
}

/** Everybody is cut, misses frames, and comes back within a second. */
export const b9: Scenario = {
  id: 'B9',
  title: 'reconnect storm: 1,000 browsers cut, back within a second, 200 frames missed by each',
  async run(bench: Bench) {
    const clients = bench.size(1_000, 100);
    const missed = bench.size(200, 40);
    const runs: Storm[] = [];
    for (const fan of ['spil', 'D'] as const) {
      const hop = await hopOf(bench, fan, clients);
      const browsers = await Browsers.start(bench, hop, clients);
      await browsers.ask({ step: 'open', withinMs: clients });
      let next = 0;
      for (let round = 1; round <= bench.rounds(fan === 'spil' ? 3 : 1, 1); round++) {
        const storm = await stormOf(browsers, hop, { from: next, missed, clients });
        next += missed + 1;
        bench.say(
          `B9 ${fan.padEnd(4)} round ${round}: ${whole(storm.expected - storm.missed)} of ${whole(storm.expected)} in ${whole(storm.ms)} ms`,
        );
        runs.push(storm);
      }
      await browsers.stop();
      await hop.stop();
    }
    return stormOutcome(runs);
  },
};

async function stormOf(
  browsers: Browsers,
  hop: Hop,
  { from, missed, clients }: { from: number; missed: number; clients: number },
): Promise<Storm> {
  // One frame live, so that everybody has a position.
  await hop.put(from);
  const quiet = hop.fan === 'spil' ? 5_000 : 1_500;
  const before = await browsers.ask({ step: 'hear', from, to: from, startNs: '', everyMs: 0, quietMs: quiet });
  await browsers.ask({ step: 'cut' });
  await hop.putMany(from + 1, missed);
  const after = await browsers.ask({ step: 'open', withinMs: 1_000, to: from + missed, quietMs: quiet });
  const expected = missed * clients;
  return {
    fan: hop.fan,
    ms: after.ms ?? Number.NaN,
    missed: expected - (after.frames - before.frames),
    repeats: after.repeats - before.repeats,
    expected,
  };
}

function stormOutcome(runs: readonly Storm[]): Outcome {
  const of = (fan: Fan): Storm[] => runs.filter((run) => run.fan === fan);
  const share = (fan: Fan): number => (1 - sum(of(fan), 'missed') / sum(of(fan), 'expected')) * 100;
  const rows = (['spil', 'D'] as const).map((fan) => [
    fan,
    `${share(fan).toFixed(3)} %`,
    whole(sum(of(fan), 'repeats')),
    spread(spreadOf(of(fan).map(({ ms }) => ms)), whole),
  ]);
  return {
    scenario: 'B9',
    title: b9.title,
    tables: [{ head: ['last hop', 'missed frames got back', 'repeated', 'first back → last caught up, ms'], rows }],
    targets: [
      target('B9 spil: missed frames got back, %', share('spil'), { least: 100 }),
      target('B9 spil: caught up, ms', median(of('spil').map(({ ms }) => ms)), { most: 5_000 }),
    ],
    plots: [
      {
        title: 'Frames got back after the storm',
        kind: 'bars',
        x: { label: 'last hop', names: ['spil', 'D'] },
        y: { label: '%' },
        series: [{ name: '%', points: (['spil', 'D'] as const).map((fan, i) => [i, share(fan)]) }],
      },
    ],
    invalid: of('spil').flatMap(({ missed }) => (missed > 0 ? [`spil lost ${missed} frames`] : [])),
    notes: ['D has nothing to go back to: what was sent while a browser was away is gone'],
  };
}

const sum = (storms: readonly Storm[], what: 'missed' | 'expected' | 'repeats'): number =>
  storms.reduce((total, storm) => total + storm[what], 0);
