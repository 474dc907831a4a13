import type { Bench, Scenario } from '../bench';
import type { Stretch } from '../contenders/paced';
import type { Peer, RunPlan } from '../contenders/plan';
import { fine, median, spread, spreadOf, whole } from '../figures';
import { target, type Outcome } from '../outcome';
import { answer, talkTo, word, type Talking } from '../processes';
import type { Place } from '../run-one';

const peers: Peer[] = ['spil', 'N'];
const RATE = 2_000;
const HANDLER_MS = 5;

interface Told {
  drainMs: number;
  atSignal: number;
  handled: number[];
}
interface Stopped {
  peer: Peer;
  drainMs: number;
  idleMs: number;
  /** Handled by the first before it was told to stop, and while it drained. */
  before: number;
  drained: number;
  /** Messages were still coming when the first was told to stop, and it had handled some: otherwise nothing was tried. */
  underLoad: boolean;
  lost: number;
  twice: number;
  redelivered: number;
}

/** A replica is told to stop while messages keep coming; another one is there. */
export const b17: Scenario = {
  id: 'B17',
  title: `graceful stop of one of two replicas under ${RATE} messages a second, handlers of ${HANDLER_MS} ms`,
  async run(bench: Bench) {
    const place = await bench.place();
    const runs: Stopped[] = [];
    const all = bench.rounds(3, 1);
    for (let round = 1; round <= all; round++) {
      for (const peer of peers) {
        const one = await stopOne(place, peer, bench.size(3, 2));
        bench.say(`B17 round ${round}/${all} ${peer.padEnd(4)} drained in ${fine(one.drainMs)} ms, lost ${one.lost}, twice ${one.twice}`);
        runs.push(one);
      }
    }
    await place.stop();
    return outcomeOf(runs);
  },
};

async function stopOne(place: Place, contender: Peer, seconds: number): Promise<Stopped> {
  await place.broker.prepare({ contender, mode: 'stop' });
  const program = await place.program(contender);
  const plan: RunPlan = { contender, mode: 'stop', url: place.url, messages: 0, warmUp: 0, window: 256, handlerMs: HANDLER_MS };
  const listener = async (): Promise<Talking> => {
    const child = talkTo([], [program, JSON.stringify(plan)]);
    await word(child, 'ready');
    return child;
  };
  const listeners = [await listener(), await listener()] as const;
  const working = Promise.race(listeners.map((one) => word(one, 'working').then(() => one)));
  const publisher = talkTo([], [program, JSON.stringify({ ...plan, mode: 'paced', role: 'publisher' })]);
  await word(publisher, 'ready');
  const count = RATE * seconds;
  const startNs = (process.hrtime.bigint() + 100_000_000n).toString();
  publisher.write(JSON.stringify({ run: 1, rate: RATE, count, startNs } satisfies Stretch));
  const sent = answer(publisher);
  await pause(100 + (seconds * 1_000) / 2);
  const underLoad = process.hrtime.bigint() - BigInt(startNs) < BigInt(seconds) * 1_000_000_000n;
  // Where a durable is pinned one has all the work: that one goes.
  const first = await working;
  const one = await stop(first);
  await sent;
  publisher.child.stdin?.end();
  if (contender !== 'N') await allDelivered(place);
  else await pause(500);
  const { redelivered } = contender === 'N' ? { redelivered: 0 } : await place.broker.durableState();
  const two = await stop(listeners[0] === first ? listeners[1] : listeners[0]);
  const handled = [...one.handled, ...two.handled];
  const distinct = new Set(handled).size;
  return {
    peer: contender,
    drainMs: one.drainMs,
    idleMs: two.drainMs,
    before: one.atSignal,
    drained: one.handled.length - one.atSignal,
    underLoad: underLoad && one.atSignal > 0,
    lost: count - distinct,
    twice: handled.length - distinct,
    redelivered,
  };
}

async function stop(listener: Talking): Promise<Told> {
  listener.child.kill('SIGTERM');
  const told = await answer<Told>(listener);
  await listener.ended;
  return told;
}

/** Waits until the durable has nothing left, at most half a minute: what is missing then is lost. */
async function allDelivered(place: Place): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
    const { unacknowledged, pending } = await place.broker.durableState();
    if (unacknowledged === 0 && pending === 0) return;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function outcomeOf(runs: readonly Stopped[]): Outcome {
  const of = (peer: Peer): Stopped[] => runs.filter((run) => run.peer === peer);
  const total = (peer: Peer, what: 'lost' | 'twice' | 'redelivered'): number => of(peer).reduce((sum, run) => sum + run[what], 0);
  const rows = peers.map((peer) => [
    peer,
    spread(spreadOf(of(peer).map(({ drainMs }) => drainMs))),
    spread(spreadOf(of(peer).map(({ idleMs }) => idleMs))),
    spread(spreadOf(of(peer).map(({ before }) => before)), whole),
    spread(spreadOf(of(peer).map(({ drained }) => drained)), whole),
    whole(total(peer, 'lost')),
    whole(total(peer, 'twice')),
    whole(total(peer, 'redelivered')),
  ]);
  const drained = median(of('spil').map(({ drained: n }) => n));
  return {
    scenario: 'B17',
    title: b17.title,
    tables: [
      {
        head: [
          'peer',
          'stop under load, ms',
          'stop idle, ms',
          'handled before',
          'handled while draining',
          'lost',
          'handled twice',
          'redelivered',
        ],
        rows,
      },
    ],
    targets: [
      target('B17 spil: lost', total('spil', 'lost'), { most: 0 }),
      target('B17 spil: redelivered or handled twice', total('spil', 'redelivered') + total('spil', 'twice'), { most: 0 }),
      target('B17 spil: stop when idle, ms', median(of('spil').map(({ idleMs }) => idleMs)), { most: 1_000 }),
    ],
    plots: [
      {
        title: 'Time to stop under load',
        kind: 'bars',
        x: { label: 'peer', names: peers as string[] },
        y: { label: 'ms' },
        series: [{ name: 'ms', points: peers.map((peer, i) => [i, Math.round(median(of(peer).map(({ drainMs }) => drainMs)))]) }],
      },
    ],
    invalid: [
      ...(total('spil', 'lost') > 0 ? [`spil lost ${total('spil', 'lost')}`] : []),
      ...runs.filter(({ underLoad }) => !underLoad).map(({ peer }) => `${peer} was not under load when it was told to stop`),
    ],
    notes: [
      `ours had ${whole(drained)} messages in hand or on the wire when it was told to stop, and finished them; N promises nothing and loses what it held`,
    ],
  };
}
