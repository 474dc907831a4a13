import type { Bench, Scenario } from '../bench';
import { signalOf } from '../contenders/contract';
import type { Stretch } from '../contenders/paced';
import type { Peer, RunPlan } from '../contenders/plan';
import { fine, median, spread, spreadOf, whole, type DelayFigures } from '../figures';
import { ratio, target, type Outcome, type Table, type Target } from '../outcome';
import { heaviest, profiling } from '../profile';
import { answer, talkTo, word, type Talking } from '../processes';
import { missing, type Place } from '../run-one';

const peers: Peer[] = ['spil', 'L2', 'N'];
const rates = [100, 1_000, 5_000];
const MOST_TIMES = 1.3;
const MOST_P99 = 6;

interface Paced {
  peer: Peer;
  rate: number;
  delays: DelayFigures;
  /** CPU µs a message of the consumer; the publisher asks the clock between messages. */
  micros: number;
  void: string | undefined;
}

/** Open loop, two processes. */
export const b5: Scenario = {
  id: 'B5',
  title: 'paced messages, publish → handler, two processes, open loop',
  async run(bench: Bench) {
    const place = await bench.place();
    const runs: Paced[] = [];
    const all = bench.rounds(3);
    for (let round = 1; round <= all; round++) {
      for (let i = 0; i < peers.length; i++) {
        const peer = peers[(i + round) % peers.length] as Peer;
        const found = await pair(place, peer, bench.size(2, 1));
        for (const { rate, delays, void: flaw } of found)
          bench.say(
            `B5 round ${round}/${all} ${peer.padEnd(4)} ${rate}/s p50 ${fine(delays.p50)} p99 ${fine(delays.p99)} ms${flaw ? ` VOID: ${flaw}` : ''}`,
          );
        runs.push(...found);
      }
    }
    const profile = await profileOf(place, bench.size(3, 1));
    await place.stop();
    const outcome = outcomeOf(runs, place.flush);
    return { ...outcome, limits: limitsOf(runs, profile), tables: [...outcome.tables, profile] };
  },
};

/** One run more of ours at the highest rate with the profiler on the consumer, which counts for nothing else. */
async function profileOf(place: Place, seconds: number): Promise<Table> {
  const profile = profiling();
  const rate = rates.at(-1) ?? 1_000;
  const { consumer, publisher, end } = await started(place, 'spil', profile.args);
  await stretch({ consumer, publisher }, { run: 10, rate: 2_000, count: 2_000 });
  profile.begin();
  await stretch({ consumer, publisher }, { run: 11, rate, count: rate * seconds });
  profile.end();
  await end();
  return profile.table(`Where the CPU of our consumer goes at ${rate}/s (profile of one run more)`, rate * seconds);
}

/** Both sides of a contender, ready for stretches. */
async function started(place: Place, contender: Peer, consumerArgs: readonly string[] = []) {
  await place.broker.prepare({ contender, mode: 'both' });
  const program = await place.program(contender);
  const plan: RunPlan = { contender, mode: 'paced', url: place.url, messages: 0, warmUp: 0, window: 256 };
  const start = (role: 'publisher' | 'consumer', args: readonly string[] = []): Talking =>
    talkTo([], [...args, program, JSON.stringify({ ...plan, role })]);
  const [consumer, publisher] = [start('consumer', consumerArgs), start('publisher')];
  await Promise.all([word(consumer, 'ready'), word(publisher, 'ready')]);
  const end = async (): Promise<void> => {
    for (const one of [consumer, publisher]) one.child.stdin?.end();
    await Promise.all([consumer.ended, publisher.ended]);
  };
  return { consumer, publisher, end };
}

async function pair(place: Place, contender: Peer, seconds: number): Promise<Paced[]> {
  const { consumer, publisher, end } = await started(place, contender);
  const found: Paced[] = [];
  // The first stretch warms both processes up and is not looked at.
  for (const [run, rate] of [2_000, ...rates].entries()) {
    const count = Math.max(run === 0 ? 2_000 : 100, rate * (rate < 1_000 ? seconds + 1 : seconds));
    const one = await stretch({ consumer, publisher }, { run: run + 10, rate, count });
    if (run > 0) found.push({ peer: contender, rate, ...one });
  }
  await end();
  return found;
}

async function stretch(
  { consumer, publisher }: Record<'consumer' | 'publisher', Talking>,
  { run, rate, count }: Omit<Stretch, 'startNs'>,
): Promise<Pick<Paced, 'delays' | 'micros' | 'void'>> {
  const startNs = (process.hrtime.bigint() + 200_000_000n).toString();
  const line = JSON.stringify({ run, rate, count, startNs } satisfies Stretch);
  consumer.write(line);
  publisher.write(line);
  const [heard, sent] = await Promise.all([
    answer<{ received: number; distinct: number; sum: number; delays: DelayFigures; cpuMs: number }>(consumer),
    answer<{ sent: number }>(publisher),
  ]);
  const flaw = sent.sent === count ? missing(count, heard) : `${sent.sent} of ${count} sent`;
  return { delays: heard.delays, micros: (heard.cpuMs * 1_000) / count, void: flaw };
}

function outcomeOf(runs: readonly Paced[], flush: string): Outcome {
  const of = (peer: Peer, rate: number): Paced[] => atRate(runs, peer, rate);
  const middle = (peer: Peer, rate: number, p: 'p50' | 'p99' | 'p999'): number => median(of(peer, rate).map(({ delays }) => delays[p]));
  const rows = rates.flatMap((rate) =>
    peers.map((peer) => {
      const own = of(peer, rate);
      const ms = (p: 'p50' | 'p99' | 'p999' | 'max'): string => spread(spreadOf(own.map(({ delays }) => delays[p])));
      return [whole(rate), peer, ms('p50'), ms('p99'), ms('p999'), ms('max'), fine(median(own.map(({ micros }) => micros)))];
    }),
  );
  const targets: Target[] = [
    ...rates.map((rate) =>
      ratio(`B5 spil: p50 at ${rate}/s, times L2`, middle('spil', rate, 'p50') / middle('L2', rate, 'p50'), { most: MOST_TIMES }),
    ),
    target('B5 spil: p99 at 1000/s, ms', middle('spil', 1_000, 'p99'), { most: MOST_P99 }),
  ];
  const bytes = Buffer.byteLength(JSON.stringify(signalOf(1, 1)));
  return {
    scenario: 'B5',
    title: b5.title,
    tables: [{ head: ['per second', 'peer', 'p50 ms', 'p99 ms', 'p99.9 ms', 'max ms', 'consumer CPU µs/msg'], rows }],
    targets,
    plots: rates.map((rate) => ({
      title: `Delay at ${rate} messages a second`,
      kind: 'lines',
      x: { label: 'percentile' },
      y: { label: 'ms', log: true },
      series: peers.map((peer) => ({ name: peer, points: middleCurve(of(peer, rate)) })),
    })),
    invalid: runs.flatMap((run) => (run.void && run.peer !== 'N' ? [`${run.peer} at ${run.rate}/s: ${run.void}`] : [])),
    notes: [
      flush,
      `delay is counted from the moment a message was due, ${bytes} bytes of event JSON, publisher and consumer not pinned; N promises nothing`,
    ],
  };
}

const atRate = (runs: readonly Paced[], peer: Peer, rate: number): Paced[] => runs.filter((run) => run.peer === peer && run.rate === rate);

/** Where ours is later than the library: by how much, and how much of it is CPU of the consumer. */
function limitsOf(runs: readonly Paced[], profile: Table): string[] {
  const late = rates.flatMap((rate) => {
    const p50 = (peer: Peer): number => median(atRate(runs, peer, rate).map(({ delays }) => delays.p50 * 1_000));
    const cpu = (peer: Peer): number => median(atRate(runs, peer, rate).map(({ micros }) => micros));
    if (p50('spil') <= p50('L2') * MOST_TIMES) return [];
    const [later, more] = [p50('spil') - p50('L2'), cpu('spil') - cpu('L2')];
    return [
      `at ${rate}/s ours is ${fine(later)} µs later than L2 at p50 (${fine(p50('L2'))} µs), and its consumer takes ${fine(more)} µs of CPU a message more (${fine(cpu('spil'))} beside ${fine(cpu('L2'))}); the rest is the publisher's work and waiting`,
    ];
  });
  const p99 = (peer: Peer): number => median(atRate(runs, peer, 1_000).map(({ delays }) => delays.p99));
  if (p99('spil') > MOST_P99)
    late.push(`p99 at 1000/s: L2 has ${fine(p99('L2'))} ms and N ${fine(p99('N'))} on the same machine, ours ${fine(p99('spil'))}`);
  return late.length === 0 ? [] : [...late, `most of the CPU of our consumer a message, by the profile: ${heaviest(profile, 5)}`];
}

/** The middle of the rounds at each percentile. */
const middleCurve = (runs: readonly Paced[]): [number, number][] =>
  (runs[0]?.delays.curve ?? []).map(([percent], i) => [percent, median(runs.map(({ delays }) => delays.curve[i]?.[1] ?? Number.NaN))]);
