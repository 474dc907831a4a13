// F9–F11: three brokers, three copies of every stream.
import { connect } from '@nats-io/transport-node';
import { jetstream } from '@nats-io/jetstream';
import { Cluster } from '../tools/cluster';
import { Namespaces } from '../tools/namespaces';
import { ProxyNetwork, type Network } from '../tools/network';
import type { Line as HistoryLine } from '../history';
import { LINE_STREAM } from '../line/contract';
import { storedTwice } from '../line/observe';
import { lineScenario, type LinePlan } from '../line/run';
import type { Line } from '../line/line';
import type { Run, Scenario } from '../scenario';
import { comes, pause } from '../tools/wait';

/** Gives the plan a cluster of its own for each run; where there is none to be had the scenario says so. */
function onCluster(
  plan: Omit<LinePlan, 'fault'> & {
    fault: (line: Line, run: Run, cluster: Cluster) => Promise<void>;
    network?: (run: Run) => Parameters<typeof Cluster.start>[0];
  },
): Scenario {
  const withCluster = async (run: Run, work: (cluster: Cluster) => Promise<void>): Promise<void> => {
    const cluster = await Cluster.start(plan.network?.(run));
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

/** F9: what the leader stored last was not answered to the writer, which sends it again to whoever leads then. */
async function leaderKilled(line: Line, run: Run, cluster: Cluster): Promise<void> {
  await pause(run.seed.between(2_500, 4_000));
  const leader = (await cluster.leader(LINE_STREAM)) ?? 'a';
  const proxies = line.proxiesOf('writer-nats');
  for (const proxy of proxies) proxy.weather = { swallow: 'down' };
  await pause(run.seed.between(200, 500));
  const lost = proxies.reduce((sum, { swallowed }) => sum + swallowed.down, 0);
  await cluster.kill(leader);
  run.history.add({ k: 'fault', what: `leader ${leader} killed` });
  run.history.claim('answers of the leader were lost, so something is sent again', lost > 0, `${lost} bytes`);
  for (const proxy of proxies) {
    proxy.cut('reset');
    proxy.weather = {};
  }
  await pause(run.seed.between(6_000, 8_000));
  await cluster.begin(leader);
}

/** Where network namespaces may not be made, a proxy on each link cuts what the brokers say to each other: that is said. */
const inNamespaces =
  (run: Run) =>
  async (names: readonly string[]): Promise<Network> => {
    try {
      return await Namespaces.of(names);
    } catch (error) {
      run.say(`  F10: SKIPPED the network namespaces, a proxy on each link cuts it (${error instanceof Error ? error.message : ''})`);
      return ProxyNetwork.of(names);
    }
  };

/** F10. */
async function leaderCutOff(_line: Line, run: Run, cluster: Cluster): Promise<void> {
  await pause(run.seed.between(2_000, 4_000));
  const leader = (await cluster.leader(LINE_STREAM)) ?? 'a';
  const before = await asked(cluster.url(leader), 1_000);
  run.history.claim('before the cut that side acknowledges', before.acks > 0, said(before));
  const how = await cluster.network.partition(leader, (from) => run.seed.pick(from));
  run.history.add({ k: 'fault', what: `leader ${leader} cut off (${how})` });
  // What was under way when it was cut may still be answered.
  await pause(500);
  const during = await asked(cluster.url(leader), run.seed.between(4_500, 6_000));
  run.history.claim('asked again and again meanwhile, over an open connection', during.times >= 5 && during.open, said(during));
  run.history.claim('the minority side acknowledges nothing', during.acks === 0, said(during));
  await cluster.network.join(leader);
  const back = await comes(async () => (await asked(cluster.url(leader), 700)).acks > 0, 15_000);
  const after = await asked(cluster.url(leader), 1_000);
  run.history.claim('after the heal that side acknowledges', back && after.acks > 0, said(after));
}

export const clusterScenarios: Scenario[] = [
  onCluster({
    id: 'F9',
    title: 'R3: the stream’s leader killed under load, its last answers lost',
    options: { proxies: ['writer-nats'] },
    load: { rate: 60, seconds: 10 },
    rules: { within: 30_000 },
    fault: leaderKilled,
    async after(line, run) {
      const gap = await effectGap(line);
      run.history.claim('no gap above 10 s', gap <= 10_000, `${gap} ms`);
      const twice = await storedTwice(line);
      run.history.claim('0 stored twice: the next leader knows the ids of the one before', twice === 0, `${twice} stored twice`);
    },
    controls: [{ flaws: ['new-message-id'], notices: ['plus'], claims: ['0 stored twice'], what: 'a new message id for every sending' }],
    moreControls: [lostOne, twiceInStream],
  }),
  onCluster({
    id: 'F10',
    title: 'R3: the leader cut off from its followers, clients on both sides',
    network: inNamespaces,
    load: { rate: 60, seconds: 10 },
    rules: { within: 40_000 },
    fault: leaderCutOff,
    controls: [
      {
        flaws: [],
        notices: ['plus'],
        claims: ['the minority side acknowledges nothing'],
        what: 'one copy of the stream, on the side that is cut off',
        options: { copies: 1 },
      },
    ],
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

interface Answers {
  acks: number;
  times: number;
  /** The connection was there to the end. */
  open: boolean;
}
const said = ({ acks, times }: Answers): string => `${acks} of ${times}`;

/** Publishes at one broker alone for a while: how often, and how often it acknowledged. */
async function asked(url: string, ms: number): Promise<Answers> {
  const nc = await connect({ servers: url, reconnect: false, ignoreClusterUpdates: true });
  const js = jetstream(nc, { timeout: 700 });
  const answers: Answers = { acks: 0, times: 0, open: false };
  for (const until = Date.now() + ms; Date.now() < until && !nc.isClosed(); answers.times++) {
    await js.publish('events.wijk.line.partition-probe.0', '{}', { retries: 1 }).then(
      () => answers.acks++,
      () => pause(50),
    );
  }
  answers.open = !nc.isClosed();
  await nc.close();
  return answers;
}
