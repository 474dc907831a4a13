import { describe, expect, it } from '@jest/globals';
import { ReadLogBroken, ReadLogLate } from './flaws';
import { ReadLogWatch } from './watch';

/** A log whose looks end as told, one after the other; the last way goes on. The clock of the watch is set to nothing. */
function watched(...ways: (Error | undefined)[]) {
  const seen = { looks: 0, broken: 0 };
  let enough: () => void;
  const asOften = (times: number) =>
    new Promise<void>((resolve) => {
      enough = () => seen.looks >= times && resolve();
    });
  const check = (): Promise<void> => {
    const way = ways[Math.min(seen.looks, ways.length - 1)];
    seen.looks++;
    enough?.();
    return way ? Promise.reject(way) : Promise.resolve();
  };
  const watch = (everyMs: number) => new ReadLogWatch({ check }, { everyMs, soonMs: 1, onBroken: () => void seen.broken++ });
  return { seen, watch, asOften };
}
const never = 2 ** 30;

describe('a service looks at its own read log', () => {
  it('soon after it started, and again and again', async () => {
    const { seen, watch, asOften } = watched(undefined);
    const one = watch(1);
    const done = asOften(3);
    one.start();
    await done;
    one.stop();
    expect(seen.broken).toBe(0);
  });

  it('tells each time that it is broken, and goes on looking', async () => {
    const { seen, watch, asOften } = watched(new ReadLogBroken(5));
    const one = watch(1);
    const done = asOften(3);
    one.start();
    await done;
    await one.settled();
    one.stop();
    expect(seen.broken).toBeGreaterThanOrEqual(3);
  });

  it('comes back soon when a first look at a long log ran out of time, and raises no alarm for it or for a database that is away', async () => {
    const { seen, watch, asOften } = watched(new ReadLogLate(), new ReadLogLate(), new Error('the database is away'));
    const one = watch(never);
    const done = asOften(3);
    one.start();
    await done;
    await one.settled();
    one.stop();
    expect(seen).toEqual({ looks: 3, broken: 0 });
  });

  it('stops with the service', async () => {
    const { seen, watch } = watched(undefined);
    const one = watch(1);
    one.start();
    one.stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.looks).toBe(0);
  });
});
