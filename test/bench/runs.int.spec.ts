import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '@spil/testing';
import { Bench, type OwnPlace } from './bench';
import { signalOf } from './contenders/contract';
import type { Peer, RunPlan } from './contenders/plan';
import { missing, runOne } from './run-one';

/** Counts only: whether each contender brings exactly what was sent. How fast, on a machine that does other things, says nothing. */
describe('a run of a contender', () => {
  const bench = new Bench(projectRoot(), { rounds: 1, messages: undefined, smoke: true }, () => undefined);
  let place: OwnPlace;
  beforeAll(async () => {
    place = await bench.place();
    await place.program('spil');
  }, 60_000);
  afterAll(() => bench.close());
  const plan = (contender: Peer, mode: RunPlan['mode']): RunPlan => ({
    contender,
    mode,
    url: place.url,
    messages: 1_000,
    warmUp: 100,
    window: 256,
  });

  it.each<[Peer, RunPlan['mode']]>([
    ['spil', 'publish'],
    ['spil', 'both'],
    ['L2', 'both'],
    ['N', 'both'],
  ])(
    'of %s, %s, is exact',
    async (contender, mode) => {
      const run = await runOne(plan(contender, mode), place);
      expect(run).toMatchObject({ void: undefined, messages: 1_000 });
      expect(run.ms).toBeGreaterThan(0);
    },
    60_000,
  );

  it('is void when the broker holds something else than what was said', async () => {
    await place.broker.prepare(plan('spil', 'both'));
    const run = await runOne(plan('spil', 'both'), place, { stored: 0 });
    expect(run.void).toBeUndefined();
    // The same ids again: the broker takes them for repeats and keeps nothing new, and nothing arrives.
    const again = await runOne(plan('spil', 'publish'), place, { stored: 1_100 });
    expect(again.void).toBe('0 of 1000 acknowledged');
  }, 60_000);

  it('finds no durable of somebody else on the stream when its package makes its own', async () => {
    await place.broker.prepare(plan('L2', 'both'));
    await expect(place.broker.durableState()).resolves.toMatchObject({ pending: 0 });
    await place.broker.addDurable('P');
    await expect(place.broker.durableState()).rejects.toThrow('consumer not found');
  }, 60_000);

  it('has the same messages where a peer has packages of its own', () => {
    const shared = join(bench.root, 'test/bench/peers/signals.mjs');
    const program = `import { signalOf } from ${JSON.stringify(shared)}; console.log(JSON.stringify(signalOf(3, 70_000)));`;
    const theirs = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(theirs.trim()).toBe(JSON.stringify(signalOf(3, 70_000)));
  });

  it('is void when a number is missing or another came in its place', () => {
    expect(missing(3, { distinct: 2, sum: 3 })).toBe('2 of 3 arrived');
    expect(missing(3, { distinct: 3, sum: 4 })).toBe('the checksum is wrong');
    expect(missing(3, { distinct: 3, sum: 3 })).toBeUndefined();
  });
});
