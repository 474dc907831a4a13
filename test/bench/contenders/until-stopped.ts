import type { Contender, RunPlan } from './plan';

/**
 * Handles messages, each for `handlerMs`, until SIGTERM; says `working` at the first. Then drains, and tells which numbers were handled
 * to their end and how long the drain took.
 */
export async function untilStopped(plan: RunPlan, open: (work: () => Promise<void>) => Promise<Contender>): Promise<void> {
  const work = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, plan.handlerMs ?? 2));
  const contender = await open(work);
  const handled: number[] = [];
  contender.listen((n) => {
    if (handled.push(n) === 1) process.stdout.write('working\n');
  });
  process.once('SIGTERM', () => {
    const asked = performance.now();
    const before = handled.length;
    void contender.close().then(() => {
      const drainMs = performance.now() - asked;
      process.stdout.write(`${JSON.stringify({ drainMs, atSignal: before, handled })}\n`);
    });
  });
  process.stdout.write('ready\n');
}
