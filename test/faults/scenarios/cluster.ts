// F9–F11: three brokers, three copies of every stream.
import { connect } from '@nats-io/transport-node';
import { jetstream } from '@nats-io/jetstream';
import { Cluster } from '../tools/cluster';
import type { Line as HistoryLine } from '../history';
import { LINE_STREAM } from '../line/contract';
import { lineScenario, type LinePlan } from '../line/run';
import type { Line } from '../line/line';
import type { Run, Scenario } from '../scenario';
import { comes, pause } from '../tools/wait';

/** Gives the plan a cluster of its own for each run; where there is none to be had the scenario says so. */
function onCluster(plan: Omit<LinePlan, 'fault'> & { fault: (line: Line, run: Run, cluster: Cluster) => Promise<void> }): Scenario {
  const withCluster = async (run: Run, work: (cluster: Cluster) => Promise<void>): Promise<void> => {
    const cluster = await Cluster.start();
    if (!cluster) return run.history.add({ k: 'skipped', what: 'no nats-server binary here: a cluster needs three of them' });
    try {
      await work(cluster);
    } finally {
      await cluster.stop();
    }
  };
  const scenarioOn = (cluster: Cluster): Scenario =>
    lineScenario({
      ...plan,
      on: 'cluster',
      options: { ...(plan.options as object), bus: { url: cluster.url(), admin: cluster.url(), replicas: 3 } },
      fault: (line, run) => plan.fault(line, run, cluster),
    });
  const like = lineScenario({ ...plan, on: 'cluster', fault: () => Promise.resolve() });
  return {
    ...like,
    run: (run) => withCluster(run, (cluster) => scenarioOn(cluster).run(run)),
    controls: like.controls.map((control, i) =>
      'spoil' in control
        ? control
        : {
            ...control,
            run: (run) =>
              withCluster(run, async (cluster) => {
                const mine = scenarioOn(cluster).controls[i];
                if (mine && 'run' in mine) await mine.run(run);
              }),
          },
    ),
  };
}

const twiceInStream = {
  what: 'a history in which the stream took one twice under two ids and the effect came twice',
  notices: ['I3'] as const,
  spoil: (lines: readonly HistoryLine[]) =>
    lines.map((line) => (line.k === 'effect' && line.id === 'w0-a0#1' ? { ...line, times: 2 } : line)),
};
const lostOne = {
  what: 'a history in which the stream lost one acknowledged',
  notices: ['I1'] as const,
  spoil: (lines: readonly HistoryLine[]) => lines.filter((line) => line.k !== 'stored' || line.about !== 'w1-a1#1'),
};

/** The longest time in which no acknowledged count reached the stream, ms. */
const gapOf = (times: readonly number[]): number => Math.max(0, ...times.slice(1).map((t, i) => t - (times[i] ?? t)));

async function effectGap(line: Line): Promise<number> {
  const effects = await line.db
    .collection<{ at: number }>('effects')
    .find({}, { projection: { at: 1 } })
    .toArray();
  return gapOf(effects.map(({ at }) => at).sort((a, b) => a - b));
}

export const clusterScenarios: Scenario[] = [
  onCluster({
    id: 'F9',
    title: 'R3: the stream’s leader killed under load',
    load: { rate: 60, seconds: 10 },
    rules: { within: 30_000 },
    async fault(_line, run, cluster) {
      await pause(run.seed.between(2_500, 4_000));
      const leader = (await cluster.leader(LINE_STREAM)) ?? 'a';
      await cluster.kill(leader);
      run.history.add({ k: 'fault', what: `leader ${leader} killed` });
      await pause(7_000);
      await cluster.begin(leader);
    },
    async after(line, run) {
      const gap = await effectGap(line);
      run.history.claim('no gap above 10 s', gap <= 10_000, `${gap} ms`);
    },
    controls: [],
    moreControls: [lostOne, twiceInStream],
  }),
  onCluster({
    id: 'F10',
    title: 'R3: the leader cut off from its followers, clients on both sides',
    load: { rate: 60, seconds: 10 },
    rules: { within: 40_000 },
    async fault(line, run, cluster) {
      await pause(2_500);
      const leader = (await cluster.leader(LINE_STREAM)) ?? 'a';
      // The links run through proxies of ours: no name spaces and no rights are needed for a partition.
      cluster.partition(leader, true);
      run.history.add({ k: 'fault', what: `leader ${leader} cut off` });
      const acks = await minorityAcks(cluster.url(leader), 5_000);
      run.history.claim('the minority side acknowledges nothing', acks === 0, acks);
      cluster.partition(leader, false);
      await comes(async () => (await cluster.leader(LINE_STREAM)) !== undefined, 15_000);
      void line;
    },
    controls: [],
    moreControls: [lostOne],
  }),
  onCluster({
    id: 'F11',
    title: 'R3: all three killed at once, restarted',
    load: { rate: 60, seconds: 8 },
    rules: { within: 40_000 },
    async fault(_line, run, cluster) {
      await pause(run.seed.between(2_500, 4_000));
      await Promise.all(cluster.nodes.map(({ name }) => cluster.kill(name)));
      run.history.add({ k: 'fault', what: 'all three killed' });
      await pause(2_000);
      await Promise.all(cluster.nodes.map(({ name }) => cluster.begin(name)));
    },
    controls: [],
    moreControls: [lostOne, twiceInStream],
  }),
];

/** Publishes on the cut-off side for a while; answers how many were acknowledged after the first moment of the cut. */
async function minorityAcks(url: string, ms: number): Promise<number> {
  const nc = await connect({ servers: url, reconnect: false, ignoreClusterUpdates: true });
  let acks = 0;
  await pause(500);
  for (const until = Date.now() + ms; Date.now() < until;) {
    await jetstream(nc, { timeout: 700 })
      .publish('events.wijk.line.partition-probe.0', '{}', { retries: 1 })
      .then(
        () => acks++,
        () => undefined,
      );
  }
  await nc.close();
  return acks;
}
