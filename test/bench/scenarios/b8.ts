import type { Bench, Scenario } from '../bench';
import { fine, median, spread, spreadOf, whole } from '../figures';
import { ratio, target, type Outcome, type Table, type Target } from '../outcome';
import { fineCpuOf, rssOf } from '../processes';
import { heaviest, profiling } from '../profile';
import type { Heard } from '../world/clients-plan';
import { Browsers, fans, hopOf, ourHop, type Fan, type Hop } from '../world/last-hop';

export interface Fanned {
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
    const runs = await interleaved(bench, most);
    const outcome = fanOutcome(runs, most);
    const profile = await profileOf(bench, most);
    return { ...outcome, limits: limitsOf(runs, most, outcome.targets, profile), tables: [...outcome.tables, profile] };
  },
};

/** All hops run beside each other; their browsers come in turn, and each round begins with another hop. */
async function interleaved(bench: Bench, most: number): Promise<Fanned[]> {
  const runs: Fanned[] = [];
  const hops: Hop[] = [];
  for (const fan of fans) hops.push(await hopOf(bench, fan, most));
  const next = new Map<Fan, number>();
  const take = async (hop: Hop, clients: number, count: number): Promise<void> => {
    const from = next.get(hop.fan) ?? 0;
    next.set(hop.fan, from + count);
    const fanned = await fanOut(bench, hop, { clients, from, count });
    bench.say(
      `B8 ${hop.fan.padEnd(4)} ${clients} clients: ${fine(fanned.micros)} µs a delivery, last client p99 ${fine(fanned.heard.slowest.p99)} ms`,
    );
    runs.push(fanned);
  };
  // Growth first: the process is warm when it comes to the full number.
  for (const hop of hops) for (const clients of hop.fan === 'spil' ? [10, 100] : [100]) await take(hop, clients, bench.size(60, 30));
  for (let round = 0; round < bench.rounds(3, 2); round++)
    for (let i = 0; i < hops.length; i++) await take(hops[(i + round) % hops.length] as Hop, most, bench.size(120, 30));
  for (const hop of hops) await hop.stop();
  return runs;
}

/** One run more of ours with the profiler on, which counts for nothing else: where the CPU goes. */
async function profileOf(bench: Bench, clients: number): Promise<Table> {
  const profile = profiling();
  const count = bench.size(120, 30);
  const hop = await ourHop(bench, clients, profile.args);
  profile.begin();
  await fanOut(bench, hop, { clients, from: 0, count });
  profile.end();
  await hop.stop();
  return profile.table('Where the CPU of our gateway goes (profile of one run more; sign-ins included)', count * clients);
}

/** `count` frames from number `from` on, 20 a second, to so many browsers that are there for the first time. */
export async function fanOut(
  bench: Bench,
  hop: Hop,
  { clients, from, count }: { clients: number; from: number; count: number },
): Promise<Fanned> {
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
      own.some((run) => flawOf(run) !== undefined) ? `VOID: ${lost} missed` : 'exact',
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
    // Nobody loses by design here: every browser stays, and core NATS loses nothing to who is there and keeps up.
    invalid: runs.flatMap((run) => flawOf(run) ?? []),
    notes: [
      'ours is the gateway process with its broker and database: producer checked, policy decided for each browser with fresh rights, position sealed into each id; D is Nest @Sse on core NATS, X raw writes on core NATS, both without any of it',
      'all three run side by side, their browsers come in turn, and each round begins with another; who is not measured has no browsers',
      'gateway on core 1, broker on core 0, browsers wherever there is room',
    ],
  };
}

/** Every browser has every frame and is still there. */
export function flawOf({ fan, clients, heard }: Fanned): string | undefined {
  if (heard.missed > 0) return `${fan}: ${clients} clients missed ${heard.missed}`;
  return heard.open === clients ? undefined : `${fan}: ${clients - heard.open} of ${clients} clients were cut`;
}

/** What is between ours and its targets: the writes, which all three do, and what each of them takes here. */
function limitsOf(runs: readonly Fanned[], most: number, targets: readonly Target[], profile: Table): string[] {
  if (targets.every(({ reached }) => reached)) return [];
  const micros = (fan: Fan): number => median(runs.filter((run) => run.fan === fan && run.clients === most).map((run) => run.micros));
  const [ours, sse, floor] = [micros('spil'), micros('D'), micros('X')];
  return [
    `raw writes alone (X) take ${fine(floor)} µs a delivery here, and @Sse ${fine(sse / floor)} × as much; ours takes ${fine(ours - floor)} µs more than raw writes`,
    `a frame to ${whole(most)} browsers takes ${fine((ours * most) / 1_000)} ms of one core (raw writes: ${fine((floor * most) / 1_000)}): the last browser has it no sooner`,
    `most of the gateway's CPU a delivery, by the profile: ${heaviest(profile, 6)}`,
  ];
}
