import { signalOf, supplyOf } from './contract';
import { nestCoreContender } from './nest-core';
import type { Contender, RunPlan, RunResult } from './plan';
import { rawContender } from './raw';
import { spilContender } from './spil';
import { Tally } from './tally';

// One run of one contender in a process of its own: `node contender.js PLAN`; says `begin`, then the result as JSON.
const plan = JSON.parse(process.argv[2] ?? '{}') as RunPlan;

const open = (consumes: boolean): Promise<Contender> => {
  if (plan.contender === 'spil' || plan.contender === 'bare') return spilContender(plan.url, consumes, plan.contender === 'bare');
  if (plan.contender === 'N') return nestCoreContender(plan.url, consumes);
  return rawContender(plan.url, consumes, plan.contender === 'L2');
};

async function pass(contender: Contender, run: number, count: number): Promise<RunResult> {
  const consumes = plan.scenario === 'B3';
  const tally = new Tally(count);
  const ready = supplyOf(run, count, !consumes);
  contender.listen((n) => tally.saw(n));
  const cpu = process.cpuUsage();
  const began = performance.now();
  const acknowledged = await contender.publish({ count, window: plan.window, ready, event: (n) => signalOf(run, n) });
  if (consumes) await tally.all(30_000);
  await contender.flush();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const { received, distinct, sum } = tally;
  return { ms, cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage.rss() / 2 ** 20, acknowledged, received, distinct, sum };
}

const contender = await open(plan.scenario === 'B3');
await pass(contender, 1, plan.warmUp);
process.stdout.write('begin\n');
const result = await pass(contender, 2, plan.messages);
process.stdout.write(`${JSON.stringify(result)}\n`);
await contender.close();
