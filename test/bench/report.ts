import type { RunPlan, RunResult } from './contenders/plan';
import type { Scenario } from './options';

export type Peer = RunPlan['contender'];

/** One run as it counts: what the contender said, what the broker held, and whether the two agree. */
export interface Run extends RunResult {
  peer: Peer;
  scenario: Scenario;
  messages: number;
  serverCpuMs: number | undefined;
  /** Why it does not count; undefined when it does. */
  void: string | undefined;
}

/** A peer's line in the table. */
export interface Line {
  peer: Peer;
  perSecond: { median: number; least: number; most: number };
  clientMicros: number;
  serverMicros: number | undefined;
  rssMb: number;
  timesL2: number;
  /** L2's client CPU per message over this one's: what other load on the machine changes least. */
  cpuTimesL2: number;
  repeats: number;
  promise: string;
  void: string[];
}

/** What the run must show: our rate against a peer's, or our CPU per message. */
export interface Target {
  name: string;
  value: number;
  wanted: number;
  reached: boolean;
}

const promises: Record<Peer, string> = {
  spil: 'at least once, signed',
  bare: 'at least once',
  L1: 'at least once',
  L2: 'at least once',
  N: 'none',
  H: 'at least once*',
};
const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The table of a scenario, in the order of the peers. */
export function linesOf(runs: readonly Run[], peers: readonly Peer[]): Line[] {
  const rate = (run: Run): number => (run.messages * 1_000) / run.ms;
  const of = (peer: Peer): Run[] => runs.filter((run) => run.peer === peer);
  const micros = (run: Run): number => (run.cpuMs * 1_000) / run.messages;
  const limit = { rate: median(of('L2').map(rate)), micros: median(of('L2').map(micros)) };
  return peers.map((peer) => {
    const own = of(peer);
    const rates = own.map(rate);
    const server = own.flatMap((run) => (run.serverCpuMs === undefined ? [] : [(run.serverCpuMs * 1_000) / run.messages]));
    return {
      peer,
      perSecond: { median: median(rates), least: Math.min(...rates), most: Math.max(...rates) },
      clientMicros: median(own.map(micros)),
      serverMicros: server.length > 0 ? median(server) : undefined,
      rssMb: median(own.map(({ rssMb }) => rssMb)),
      timesL2: median(rates) / limit.rate,
      cpuTimesL2: limit.micros / median(own.map(micros)),
      repeats: own.reduce((sum, run) => sum + run.received - run.distinct, 0),
      promise: promises[peer],
      void: own.flatMap((run) => (run.void === undefined ? [] : [run.void])),
    };
  });
}

/**
 * The targets of performance.md and what this run says of them, for ours as it ships and, like for like, without the signature and
 * schema that no peer has; a smoke run asks for 60 % of each ratio.
 */
export function targetsOf(scenario: Scenario, lines: readonly Line[], smoke: boolean): Target[] {
  const of = (peer: Peer): Line | undefined => lines.find((line) => line.peer === peer);
  const rateOf = (peer: Peer): number => of(peer)?.perSecond.median ?? Number.NaN;
  const times = (own: Peer, peer: Peer, wanted: number): Target => {
    const value = rateOf(own) / rateOf(peer);
    return { name: `${scenario} ${own}: msg/s, times ${peer}`, value, wanted, reached: value >= wanted * (smoke ? 0.6 : 1) };
  };
  const cpu = (own: Peer, wanted: number): Target => {
    const value = of(own)?.clientMicros ?? Number.NaN;
    return { name: `${scenario} ${own}: client CPU µs a message, at most`, value, wanted, reached: smoke || value <= wanted };
  };
  const wanted = (own: Peer): Target[] =>
    scenario === 'B1'
      ? [times(own, 'L2', 2.5), times(own, 'L1', 4), cpu(own, 12)]
      : [times(own, 'L2', 1.3), times(own, 'H', 3), cpu(own, 35)];
  return [...wanted('spil'), ...wanted('bare')];
}

const whole = (n: number): string => (Number.isFinite(n) ? Math.round(n).toLocaleString('en') : '–');
const fine = (n: number | undefined): string => (n === undefined || !Number.isFinite(n) ? '–' : n.toFixed(1));

/** The table for people, as Markdown. */
export function tableOf(lines: readonly Line[]): string {
  const head = ['peer', 'msg/s median', 'min–max', 'CPU µs/msg', 'server µs/msg', 'RSS MB', '× L2', '× L2 by CPU', 'promise', 'counts'];
  const rows = lines.map((line) => [
    line.peer,
    whole(line.perSecond.median),
    `${whole(line.perSecond.least)}–${whole(line.perSecond.most)}`,
    fine(line.clientMicros),
    fine(line.serverMicros),
    whole(line.rssMb),
    line.timesL2.toFixed(2),
    line.cpuTimesL2.toFixed(2),
    line.promise,
    line.void.length > 0 ? `VOID: ${line.void[0]}` : line.repeats > 0 ? `exact, ${line.repeats} repeats` : 'exact',
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const text = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [text(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(text)].join('\n');
}

/** One line for each target. */
export const verdictOf = ({ name, value, wanted, reached }: Target): string =>
  `${reached ? 'reached    ' : 'NOT reached'}  ${name}: ${value.toFixed(2)} (target ${wanted})`;
