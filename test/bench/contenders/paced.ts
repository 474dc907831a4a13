import { createInterface } from 'node:readline';
import { delaysOf } from '../figures';
import { signalOf, supplyOf } from './contract';
import type { Contender, RunPlan } from './plan';
import { Tally } from './tally';

/** One stretch of an open-loop run: message `n` is due at `startNs + n / rate`, whatever became of those before it. */
export interface Stretch {
  run: number;
  rate: number;
  count: number;
  /** Monotonic clock of the machine (process.hrtime), the same for both processes. */
  startNs: string;
}

const nowNs = (): bigint => process.hrtime.bigint();
const dueNs = ({ startNs, rate }: Stretch, n: number): bigint => BigInt(startNs) + BigInt(Math.round((n * 1e9) / rate));
const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

/** Waits for stretches over stdin, one JSON line each, until stdin ends. */
export async function paced(plan: RunPlan, open: () => Promise<Contender>): Promise<void> {
  const contender = await open();
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const stretch = JSON.parse(line) as Stretch;
    say(await (plan.role === 'consumer' ? hear(contender, stretch) : play(contender, stretch)));
  }
  await contender.close();
}

async function hear(contender: Contender, stretch: Stretch): Promise<object> {
  const tally = new Tally(stretch.count);
  const delays: number[] = [];
  const cpu = process.cpuUsage();
  contender.listen((n) => {
    const now = nowNs();
    tally.saw(n);
    delays.push(Number(now - dueNs(stretch, n)) / 1e6);
  });
  await tally.all((stretch.count * 1_000) / stretch.rate + 15_000);
  const { user, system } = process.cpuUsage(cpu);
  const { received, distinct, sum } = tally;
  return { received, distinct, sum, delays: delaysOf(delays), cpuMs: (user + system) / 1_000 };
}

/** Sends what is due. The timer's own lateness counts as delay: an open loop never waits for the system it measures. */
async function play(contender: Contender, stretch: Stretch): Promise<object> {
  const { run, count } = stretch;
  const from = { ready: supplyOf(run, count, true), event: (n: number) => signalOf(run, n) };
  const sends: Promise<unknown>[] = [];
  let failed = 0;
  for (let n = 0; n < count;) {
    const wait = Number(dueNs(stretch, n) - nowNs()) / 1e6;
    if (wait > 0) await pause(wait);
    while (n < count && dueNs(stretch, n) <= nowNs()) sends.push(contender.send(from, n++).catch(() => failed++));
  }
  await Promise.all(sends);
  return { sent: count - failed };
}

/** Timers are a millisecond late by themselves; the last of it is spent asking the clock between turns of the loop. */
const pause = (ms: number): Promise<void> =>
  ms > 2 ? new Promise((resolve) => setTimeout(resolve, ms - 1.5)) : new Promise((resolve) => setImmediate(resolve));
