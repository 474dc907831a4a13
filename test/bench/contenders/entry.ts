import { signalOf, supplyOf } from './contract';
import { nestCoreContender } from './nest-core';
import { paced } from './paced';
import type { Contender, Opening, RunPlan, RunResult } from './plan';
import { coreContender, rawContender } from './raw';
import { spilContender } from './spil';
import { Tally } from './tally';
import { untilStopped } from './until-stopped';

// One run of one contender in a process of its own: `node contender.js PLAN`; says `begin`, then the result as JSON.
const plan = JSON.parse(process.argv[2] ?? '{}') as RunPlan;

function open(consumes: boolean, work?: () => Promise<void>): Promise<Contender> {
  const opening: Opening = { url: plan.url, consumes, work, otlpUrl: plan.otlpUrl };
  if (plan.contender === 'N') return nestCoreContender(opening);
  if (plan.contender === 'L0') return coreContender(opening);
  if (plan.contender === 'L1' || plan.contender === 'L2') return rawContender(opening, plan.contender === 'L2');
  return spilContender(plan.contender, opening);
}

const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
const begin = (): void => void process.stdout.write('begin\n');

/** Measures from here until `end`. */
function stopwatch(): () => Pick<RunResult, 'ms' | 'cpuMs' | 'rssMb'> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  return () => {
    const ms = performance.now() - began;
    const { user, system } = process.cpuUsage(cpu);
    return { ms, cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage.rss() / 2 ** 20 };
  };
}

async function pass(contender: Contender, run: number, count: number, onBegin: () => void = () => undefined): Promise<RunResult> {
  const consumes = plan.mode === 'both';
  const tally = new Tally(count);
  const ready = supplyOf(run, count, !consumes, plan.bytes);
  contender.listen((n) => tally.saw(n));
  onBegin();
  const end = stopwatch();
  const acknowledged = await contender.publish({ count, window: plan.window, ready, event: (n) => signalOf(run, n) });
  if (consumes) await tally.all(30_000);
  await contender.flush();
  const { received, distinct, sum } = tally;
  return { ...end(), acknowledged, received, distinct, sum, droppedSpans: contender.droppedSpans?.() ?? 0 };
}

/** Handles what lies in the stream already; the first `warmUp` messages are not measured. */
async function backlog(): Promise<void> {
  const all = plan.warmUp + plan.messages;
  const tally = new Tally(all);
  let end: ReturnType<typeof stopwatch> | undefined;
  const contender = await open(true);
  contender.listen((n) => {
    tally.saw(n);
    if (tally.received !== plan.warmUp) return;
    begin();
    end = stopwatch();
  });
  await tally.all(120_000);
  await contender.flush();
  const { received, distinct, sum } = tally;
  say({ ...(end ?? stopwatch())(), acknowledged: 0, received, distinct, sum });
  await contender.close();
}

async function streamed(): Promise<void> {
  const contender = await open(plan.mode === 'both');
  const run = plan.run ?? 1;
  await pass(contender, run, plan.warmUp);
  say(await pass(contender, run + 1, plan.messages, begin));
  await contender.close();
}

if (plan.mode === 'backlog') await backlog();
else if (plan.mode === 'paced') await paced(plan, () => open(plan.role === 'consumer'));
else if (plan.mode === 'stop') await untilStopped(plan, (work) => open(true, work));
else await streamed();
