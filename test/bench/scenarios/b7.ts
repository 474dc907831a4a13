import { cpus } from 'node:os';
import { startMongo } from '@spil/testing';
import type { Bench, Scenario } from '../bench';
import { databaseFlush } from '../machine';
import { fine, median, spread, spreadOf, whole } from '../figures';
import { ratio, type Outcome, type Table, type Target } from '../outcome';
import { answer, cpuOf, talkTo, word } from '../processes';
import { heaviest, profiling, type Profiling } from '../profile';
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
    bench.serves(mongo.title, databaseFlush);
    const stopMongo = bench.atEnd(() => mongo.stop());
    const runs: Drained[] = [];
    const all = bench.rounds(3, 1);
    for (let round = 1; round <= all; round++) {
      for (let i = 0; i < relays.length; i++) {
        const relay = relays[(i + round - 1) % relays.length] as RelayName;
        // The peer needs minutes for 50,000: its rate is the same for fewer, and the run is bounded.
        const backlog = bench.options.messages ?? bench.size(relay === 'spil' ? 50_000 : 1_500, relay === 'spil' ? 4_000 : 500);
        const one = await drain(bench, place, {
          relay,
          mongo: mongo.uri,
          nats: place.url,
          backlog,
          live: 50,
          idleSeconds: bench.size(4, 2),
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
    return { ...outcome, limits: limitsOf(runs, outcome.targets, profile), tables: [...outcome.tables, profile] };
  },
};

/** One run more of ours with the profiler on, which counts for nothing else: where the CPU goes. */
async function profileOf(bench: Bench, place: Place, mongo: string): Promise<Table> {
  const profile = profiling();
  const backlog = bench.size(20_000, 1_000);
  await drain(bench, place, { relay: 'spil', mongo, nats: place.url, backlog, live: 50, idleSeconds: 1 }, profile);
  return profile.table('Where the CPU of our relay goes while it drains (profile of one run more, without start and filling)', backlog);
}

async function drain(bench: Bench, place: Place, plan: RelayPlan, profile?: Profiling): Promise<Drained> {
  await place.broker.clean();
  await place.broker.addStream();
  const before = cpuOf(place.serverPid);
  const child = talkTo([], [...(profile?.args ?? []), await bench.program('test/bench/relays/entry.ts'), JSON.stringify(plan)]);
  const none = (): void => undefined;
  void word(child, 'draining').then(() => profile?.begin(), none);
  void word(child, 'drained').then(() => profile?.end(), none);
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
    const micros = median(own.map(({ cpuMs, backlog, live }) => (cpuMs * 1_000) / (backlog + live)));
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
      'rounds of the relays in turn, each beginning with another; the backlog is written while the relay stands still; live commits go on at their own times while it drains; every number is looked for on the stream, which removes repeats by id',
    ],
  };
}

/** What a live commit waits for while the outbox drains, when it waits too long. */
function limitsOf(runs: readonly Drained[], targets: readonly Target[], profile: Table): string[] {
  if (targets.every(({ reached }) => reached)) return [];
  const own = runs.filter(({ relay }) => relay === 'spil');
  const busy = median(own.map(({ cpuMs, drainMs }) => (cpuMs / drainMs) * 100));
  const live = (p: 'p50' | 'p99'): string => fine(median(own.map(({ draining }) => draining[p])));
  return [
    `the relay's process uses ${whole(busy)} % of a core while it drains, beside its database and broker on ${cpus().length} cores: a live commit (p50 ${live('p50')}, p99 ${live('p99')} ms) waits for them; most of its CPU an event, by the profile: ${heaviest(profile, 5)}`,
  ];
}

function flawOf({ committed, arrived, stored, left }: Drained): string | undefined {
  if (arrived !== committed) return `${arrived} of ${committed} arrived`;
  if (stored !== committed) return `the stream has ${stored} of ${committed}`;
  return left === 0 ? undefined : `${left} still wait in the outbox`;
}
