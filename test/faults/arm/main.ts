// Preloaded into programs built with their fail-points (`node --import`): what should fail where is told over the process's
// channel by the instrument, or by SPIL_FAULT when it must hold from the first moment.
import type { FailPoint } from '@spil/domain-kit';

/** One fault: where, what, from which passage on, for how many, and of which message. */
export interface Arm {
  point: FailPoint;
  action: 'kill' | 'hang' | 'delay' | 'block' | 'throw';
  /** Passages let by before the first. */
  after?: number;
  times?: number;
  ms?: number;
  /** Only where the id contains this. */
  about?: string;
}
interface Armed extends Arm {
  passed: number;
  done: number;
}

const armed: Armed[] = [];
const arm = (order: Arm): void => void armed.push({ ...order, passed: 0, done: 0 });

function act({ action, ms = 0 }: Armed): Promise<void> | undefined {
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  if (action === 'throw') return Promise.reject(new Error('fail-point'));
  if (action === 'block') {
    // Nothing else runs in this process meanwhile.
    for (const until = Date.now() + ms; Date.now() < until;);
    return undefined;
  }
  return new Promise((resolve) => {
    if (action === 'delay') setTimeout(resolve, ms);
  });
}

(globalThis as { spilFailPoint?: unknown }).spilFailPoint = (point: FailPoint, about: string): Promise<void> | undefined => {
  for (const one of armed) {
    if (one.point !== point || (one.about !== undefined && !about.includes(one.about))) continue;
    if (one.passed++ < (one.after ?? 0) || one.done >= (one.times ?? Infinity)) continue;
    one.done++;
    process.send?.({ fired: point, about });
    return act(one);
  }
  return undefined;
};

for (const order of JSON.parse(process.env['SPIL_FAULT'] ?? '[]') as Arm[]) arm(order);
/** What is garbage is not memory that a process needs: collected twice, so that what finalisers freed is gone too. */
function collect(): void {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  setImmediate(() => {
    gc?.();
    const { heapUsed, external } = process.memoryUsage();
    process.send?.({ collected: gc === undefined ? 0 : heapUsed + external });
  });
}

process.on('message', (message: { arm?: Arm; disarm?: boolean; collect?: boolean }) => {
  if (message.collect) collect();
  if (message.disarm) armed.length = 0;
  if (!message.arm) return;
  arm(message.arm);
  process.send?.({ armed: armed.length });
});
process.channel?.unref?.();
