import type { Bench, Scenario } from '../bench';
import type { Peer, RunPlan } from '../contenders/plan';
import { fine, median, spread, spreadOf, whole, type Spread } from '../figures';
import { ratio, target, type Outcome, type Plot, type Table, type Target } from '../outcome';
import { runOne, type Place, type Run } from '../run-one';

/** A peer's line in the table. */
export interface Line {
  peer: Peer;
  perSecond: Spread;
  clientMicros: number;
  serverMicros: number | undefined;
  rssMb: number;
  /** Deliveries more than once, over all rounds. */
  repeats: number;
  droppedSpans: number;
  void: string[];
}

const promises: Record<Peer, string> = {
  spil: 'at least once, signed',
  bare: 'at least once',
  traced: 'at least once, signed',
  sampled: 'at least once, signed',
  logged: 'at least once, signed',
  L0: 'none',
  L1: 'at least once',
  L2: 'at least once',
  N: 'none',
  H: 'at least once*',
  'H+': 'at least once*',
  P: 'at least once**',
};

/** What the transports that others ship do not keep of what they promise, and what of H was tuned. */
export const transports = [
  '* H and H+ answer emit() before the broker has, and acknowledge before the handler has run: a refused publish and a failed handler lose the message without a word.',
  'H documents no setting for speed. H+ is H with what can be set from outside: noAsyncTraces, which its options hand on to the NATS client, and max_ack_pending 1,000 on its durable instead of 100, which it keeps as it finds it; it still asks for 100 messages at once.',
  '** P delivers a message whose handler failed again after every ack wait, without end, and ends (term) one it cannot decode: nobody is told of either. It hands one message after the other to the handler; its own page acknowledges before the work, here it is done after.',
];

/** Figures of each peer over its rounds, in the order of the peers. */
export function linesOf(runs: readonly Run[], peers: readonly Peer[]): Line[] {
  return peers.map((peer) => {
    const own = runs.filter((run) => run.peer === peer);
    const server = own.flatMap((run) => (run.serverCpuMs === undefined ? [] : [(run.serverCpuMs * 1_000) / run.messages]));
    return {
      peer,
      perSecond: spreadOf(own.map((run) => (run.messages * 1_000) / run.ms)),
      clientMicros: median(own.map((run) => (run.cpuMs * 1_000) / run.messages)),
      serverMicros: server.length > 0 ? median(server) : undefined,
      rssMb: median(own.map(({ rssMb }) => rssMb)),
      repeats: own.reduce((sum, run) => sum + run.received - run.distinct, 0),
      droppedSpans: own.reduce((sum, run) => sum + (run.droppedSpans ?? 0), 0),
      void: own.flatMap((run) => (run.void === undefined ? [] : [run.void])),
    };
  });
}

/** The table for people; rates and CPU also as multiples of `base`. */
export function tableOf(lines: readonly Line[], base: Peer): Table {
  const limit = lines.find(({ peer }) => peer === base);
  const head = [
    'peer',
    'msg/s median (min–max)',
    'CPU µs/msg',
    'server µs/msg',
    'RSS MB',
    `× ${base}`,
    `× ${base} by CPU`,
    'promise',
    'counts',
  ];
  const rows = lines.map((line) => [
    line.peer,
    spread(line.perSecond, whole),
    fine(line.clientMicros),
    fine(line.serverMicros),
    whole(line.rssMb),
    fine(line.perSecond.median / (limit?.perSecond.median ?? Number.NaN)),
    fine((limit?.clientMicros ?? Number.NaN) / line.clientMicros),
    promises[line.peer],
    line.void.length > 0 ? `VOID: ${line.void[0]}` : line.repeats > 0 ? `exact, ${line.repeats} repeats` : 'exact',
  ]);
  return { head, rows };
}

/** Bars of throughput side by side. */
export const ratePlot = (lines: readonly Line[]): Plot => ({
  title: 'Messages a second (median of the rounds)',
  kind: 'bars',
  x: { label: 'peer', names: lines.map(({ peer }) => peer) },
  y: { label: 'messages a second' },
  series: [{ name: 'msg/s', points: lines.map(({ perSecond }, i) => [i, Math.round(perSecond.median)]) }],
});

/** Ways to say what lines must show. */
export class Compare {
  constructor(
    private readonly scenario: string,
    private readonly lines: readonly Line[],
  ) {}

  of = (peer: Peer): Line | undefined => this.lines.find((line) => line.peer === peer);
  /** Our rate against a peer's. */
  times(own: Peer, peer: Peer, least: number): Target {
    const value = (this.of(own)?.perSecond.median ?? Number.NaN) / (this.of(peer)?.perSecond.median ?? Number.NaN);
    return ratio(`${this.scenario} ${own}: msg/s, times ${peer}`, value, { least });
  }
  cpu(own: Peer, most: number): Target {
    return target(`${this.scenario} ${own}: client CPU µs a message`, this.of(own)?.clientMicros ?? Number.NaN, { most });
  }
  /** How much more CPU than another, in percent. */
  overhead(own: Peer, peer: Peer, most: number): Target {
    const value = ((this.of(own)?.clientMicros ?? Number.NaN) / (this.of(peer)?.clientMicros ?? Number.NaN) - 1) * 100;
    return ratio(`${this.scenario} ${own}: client CPU more than ${peer}, %`, value, { most });
  }
}

/** Peers of one scenario, run in turn: each round begins with another, so that what the machine does besides hits all alike. */
export async function rounds(
  bench: Bench,
  place: Place,
  peers: readonly Peer[],
  plan: { id: string; rounds: number; of: (peer: Peer) => Omit<RunPlan, 'contender' | 'url'> & { keep?: { stored: number } } },
): Promise<Run[]> {
  const runs: Run[] = [];
  for (let round = 1; round <= plan.rounds; round++) {
    for (let i = 0; i < peers.length; i++) {
      const contender = peers[(i + round) % peers.length] as Peer;
      const { keep, ...of } = plan.of(contender);
      const run = await runOne({ ...of, contender, url: place.url }, place, keep);
      const rate = Math.round((run.messages * 1_000) / run.ms);
      bench.say(`${plan.id} round ${round}/${plan.rounds} ${contender.padEnd(7)} ${rate} msg/s${run.void ? ` VOID: ${run.void}` : ''}`);
      runs.push(run);
    }
  }
  return runs;
}

/** An outcome of lines; a peer without a promise may lose messages, everybody else's loss makes the run invalid. */
export function outcomeOf(scenario: Pick<Scenario, 'id' | 'title'>, lines: readonly Line[], targets: Target[], notes: string[]): Outcome {
  const invalid = lines.flatMap((line) => (promises[line.peer] === 'none' ? [] : line.void.map((why) => `${line.peer}: ${why}`)));
  return {
    scenario: scenario.id,
    title: scenario.title,
    tables: [tableOf(lines, 'L2')],
    targets,
    plots: [ratePlot(lines)],
    invalid,
    notes,
  };
}
