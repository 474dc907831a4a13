import { startMongo } from '@spil/testing';
import type { Bench, Scenario } from '../bench';
import { fine, median, spread, spreadOf, whole } from '../figures';
import { ratio, type Outcome, type Table } from '../outcome';
import { answer, cpuOf, talkTo } from '../processes';
import { profiling } from '../profile';
import type { RelayName, RelayPlan, RelayResult } from '../relays/plan';
import type { Place } from '../run-one';

const relays: RelayName[] = ['spil', 'O-poll', 'O-notify'];
type Drained = RelayResult & { relay: RelayName; perSecond: number; stored: number; serverCpuMs: number; backlog: number };

/** After an outage the outbox is full; what is recorded now must not wait behind it. */
export const b7: Scenario = {
  id: 'B7',
  title: 'drain an outbox of 50,000 events after an outage, with live traffic of 50 a second',
  async run(bench: Bench) {
    const place = await bench.place();
    const mongo = await startMongo();
    bench.servers.add(mongo.title);
    const stopMongo = bench.atEnd(() => mongo.stop());
    const runs: Drained[] = [];
    const all = bench.rounds(1, 1);
    for (let round = 1; round <= all; round++) {
      for (const relay of relays) {
        // The peer needs minutes for 50,000: its rate is the same for fewer, and the run is bounded.
        const backlog = bench.options.messages ?? bench.size(relay === 'spil' ? 50_000 : 3_000, relay === 'spil' ? 4_000 : 500);
        const one = await drain(bench, place, {
          relay,
          mongo: mongo.uri,
          nats: place.url,
          backlog,
          live: 50,
          idleSeconds: bench.size(6, 2),
        });
        bench.say(
          `B7 round ${round}/${all} ${relay.padEnd(8)} ${whole(one.perSecond)} events/s, live p99 ${fine(one.draining.p99)} ms, idle ${fine(one.idle.p99)} ms`,
        );
        runs.push(one);
      }
    }
    const profile = await profileOf(bench, place, mongo.uri);
    await stopMongo();
    await place.stop();
    const outcome = outcomeOf(runs);
    return { ...outcome, tables: [...outcome.tables, profile] };
  },
};

/** One run more of ours with the profiler on, which counts for nothing else: where the CPU goes. */
async function profileOf(bench: Bench, place: Place, mongo: string): Promise<Table> {
  const profile = profiling();
  const backlog = bench.size(20_000, 1_000);
  await drain(bench, place, { relay: 'spil', mongo, nats: place.url, backlog, live: 50, idleSeconds: 1 }, profile.args);
  return profile.table('Where the CPU of our relay goes (profile of one run more; start and filling included)', backlog);
}

async function drain(bench: Bench, place: Place, plan: RelayPlan, nodeArgs: readonly string[] = []): Promise<Drained> {
  await place.broker.clean();
  await place.broker.addStream();
  const before = cpuOf(place.serverPid);
  const child = talkTo([], [...nodeArgs, await bench.program('test/bench/relays/entry.ts'), JSON.stringify(plan)]);
  const result = await answer<RelayResult>(child);
  await child.ended;
  const { relay, backlog } = plan;
  const stored = await place.broker.stored();
  return { ...result, relay, backlog, stored, perSecond: (backlog * 1_000) / result.drainMs, serverCpuMs: cpuOf(place.serverPid) - before };
}

function outcomeOf(runs: readonly Drained[]): Outcome {
  const of = (relay: RelayName): Drained[] => runs.filter((run) => run.relay === relay);
  const rate = (relay: RelayName): number => median(of(relay).map(({ perSecond }) => perSecond));
  const rows = relays.map((relay) => {
    const own = of(relay);
    const ms = (phase: 'idle' | 'draining', p: 'p50' | 'p99'): string => spread(spreadOf(own.map((run) => run[phase][p])));
    const micros = median(own.map(({ cpuMs, committed }) => (cpuMs * 1_000) / committed));
    const exact = own.every((run) => flawOf(run) === undefined);
    const rates = spread(spreadOf(own.map(({ perSecond }) => perSecond)), whole);
    return [
      relay,
      whole(own[0]?.backlog),
      rates,
      fine(micros),
      ms('idle', 'p50'),
      ms('idle', 'p99'),
      ms('draining', 'p50'),
      ms('draining', 'p99'),
      exact ? 'exact' : 'VOID',
    ];
  });
  const ours = of('spil');
  const p99 = (phase: 'idle' | 'draining'): number => median(ours.map((run) => run[phase].p99));
  const names = relays as string[];
  return {
    scenario: 'B7',
    title: b7.title,
    tables: [
      {
        head: ['relay', 'backlog', 'events/s', 'CPU µs/event', 'idle p50 ms', 'idle p99 ms', 'live p50 ms', 'live p99 ms', 'counts'],
        rows,
      },
    ],
    targets: [
      ratio('B7 spil: events/s, times O', rate('spil') / Math.max(rate('O-poll'), rate('O-notify')), { least: 5 }),
      ratio('B7 spil: live p99 while draining, times idle', p99('draining') / p99('idle'), { most: 2 }),
    ],
    plots: [
      {
        title: 'Events a second out of a full outbox',
        kind: 'bars',
        x: { label: 'relay', names },
        y: { label: 'events a second' },
        series: [{ name: 'events/s', points: relays.map((relay, i) => [i, Math.round(rate(relay))]) }],
      },
      {
        title: 'Live commits: due → on the stream',
        kind: 'lines',
        x: { label: 'percentile' },
        y: { label: 'ms', log: true },
        series: relays.flatMap((relay) =>
          (['idle', 'draining'] as const).map((phase) => ({ name: `${relay} ${phase}`, points: of(relay)[0]?.[phase].curve ?? [] })),
        ),
      },
    ],
    invalid: runs.flatMap((run) => {
      const flaw = flawOf(run);
      return flaw === undefined ? [] : [`${run.relay}: ${flaw}`];
    }),
    notes: [
      'the backlog is written while the relay stands still; live commits go on at their own times while it drains; every number is looked for on the stream, which removes repeats by id',
    ],
  };
}

function flawOf({ committed, arrived, stored, left }: Drained): string | undefined {
  if (arrived !== committed) return `${arrived} of ${committed} arrived`;
  if (stored !== committed) return `the stream has ${stored} of ${committed}`;
  return left === 0 ? undefined : `${left} still wait in the outbox`;
}
