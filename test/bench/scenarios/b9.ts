import type { Bench, Scenario } from '../bench';
import { median, spread, spreadOf, whole } from '../figures';
import { target, type Outcome } from '../outcome';
import { Browsers, hopOf, type Fan, type Hop } from '../world/last-hop';

interface Storm {
  fan: Fan;
  ms: number;
  missed: number;
  repeats: number;
  expected: number;
}

/** Everybody is cut, misses frames, and comes back within a second. */
export const b9: Scenario = {
  id: 'B9',
  title: 'reconnect storm: 1,000 browsers cut, back within a second, 200 frames missed by each',
  async run(bench: Bench) {
    const clients = bench.size(1_000, 100);
    const missed = bench.size(200, 40);
    const runs: Storm[] = [];
    for (const fan of ['spil', 'D'] as const) {
      const hop = await hopOf(bench, fan, clients);
      const browsers = await Browsers.start(bench, hop, clients);
      await browsers.ask({ step: 'open', withinMs: clients });
      let next = 0;
      for (let round = 1; round <= bench.rounds(fan === 'spil' ? 3 : 1, 1); round++) {
        const storm = await stormOf(browsers, hop, { from: next, missed, clients });
        next += missed + 1;
        bench.say(
          `B9 ${fan.padEnd(4)} round ${round}: ${whole(storm.expected - storm.missed)} of ${whole(storm.expected)} in ${whole(storm.ms)} ms`,
        );
        runs.push(storm);
      }
      await browsers.stop();
      await hop.stop();
    }
    return stormOutcome(runs);
  },
};

async function stormOf(
  browsers: Browsers,
  hop: Hop,
  { from, missed, clients }: { from: number; missed: number; clients: number },
): Promise<Storm> {
  // One frame live, so that everybody has a position.
  await hop.put(from);
  const quiet = hop.fan === 'spil' ? 5_000 : 1_500;
  const before = await browsers.ask({ step: 'hear', from, to: from, startNs: '', everyMs: 0, quietMs: quiet });
  await browsers.ask({ step: 'cut' });
  await hop.putMany(from + 1, missed);
  const after = await browsers.ask({ step: 'open', withinMs: 1_000, to: from + missed, quietMs: quiet });
  const expected = missed * clients;
  return {
    fan: hop.fan,
    ms: after.ms ?? Number.NaN,
    missed: expected - (after.frames - before.frames),
    repeats: after.repeats - before.repeats,
    expected,
  };
}

function stormOutcome(runs: readonly Storm[]): Outcome {
  const of = (fan: Fan): Storm[] => runs.filter((run) => run.fan === fan);
  const share = (fan: Fan): number => (1 - sum(of(fan), 'missed') / sum(of(fan), 'expected')) * 100;
  const rows = (['spil', 'D'] as const).map((fan) => [
    fan,
    `${share(fan).toFixed(3)} %`,
    whole(sum(of(fan), 'repeats')),
    spread(spreadOf(of(fan).map(({ ms }) => ms)), whole),
  ]);
  return {
    scenario: 'B9',
    title: b9.title,
    tables: [{ head: ['last hop', 'missed frames got back', 'repeated', 'first back → last caught up, ms'], rows }],
    targets: [
      target('B9 spil: missed frames got back, %', share('spil'), { least: 100 }),
      target('B9 spil: caught up, ms', median(of('spil').map(({ ms }) => ms)), { most: 5_000 }),
    ],
    plots: [
      {
        title: 'Frames got back after the storm',
        kind: 'bars',
        x: { label: 'last hop', names: ['spil', 'D'] },
        y: { label: '%' },
        series: [{ name: '%', points: (['spil', 'D'] as const).map((fan, i) => [i, share(fan)]) }],
      },
    ],
    invalid: of('spil').flatMap(({ missed }) => (missed > 0 ? [`spil lost ${missed} frames`] : [])),
    notes: ['D has nothing to go back to: what was sent while a browser was away is gone'],
  };
}

const sum = (storms: readonly Storm[], what: 'missed' | 'expected' | 'repeats'): number =>
  storms.reduce((total, storm) => total + storm[what], 0);
