// F20, F22–F24, F38, F45: the hop from the stream to the effect. Fail-points stop handlers exactly where it hurts.
import { jetstreamManager } from '@nats-io/jetstream';
import { collectMaxDeliveries, replayDead } from '@spil/messaging';
import { linePlan } from '../line/contract';
import { effectsOf, letters, tookEffect, victim } from '../line/victims';
import type { Line } from '../line/line';
import { lineScenario, type LinePlan } from '../line/run';
import type { Program } from '../tools/program';
import { sizeOf, type Run, type Scenario } from '../scenario';
import { comes, pause } from '../tools/wait';

const info = async (line: Line) => (await jetstreamManager(line.admin)).consumers.info('EVENTS_WIJK', 'intervention');

/** F20: the handler kills its process on every delivery the broker allows; only its advisory is left to tell. */
async function lastAttempt(line: Line, run: Run, collecting: boolean): Promise<void> {
  const [listener] = line.listeners;
  const stop = collecting ? await collectMaxDeliveries(line.admin, linePlan) : () => Promise.resolve();
  await pause(run.seed.between(500, 1_500));
  await victim(line, 'victim-20');
  await killedThrice(listener, run);
  const at = Date.now();
  // The last delivery's ack_wait (2 s) must pass before anybody can know.
  const came = await comes(async () => (await letters(line)).length > 0, 10_000);
  const took = Date.now() - at;
  const [dead] = await letters(line);
  const figure = `${took} ms, ${dead?.letter.reason.kind ?? 'none'}`;
  run.history.claim('in dead. through the advisory within 5 s of the end of its ack_wait', came && took <= 7_000, figure);
  run.history.claim('the letter has its body', dead?.letter.body !== undefined, String(dead?.letter.body !== undefined));
  // The next life must not die of the replay: what is armed from the start is taken away.
  await listener?.stop();
  await listener?.start({ arms: [] });
  // With 3 deliveries instead of 50, what merely lay in the dying process came here too: all of it is given back.
  for (const { number } of await letters(line)) await replayDead(line.admin, number);
  await tookEffect(line, 'victim-20#1', 10_000);
  const effects = await effectsOf(line, 'victim-20#1');
  run.history.claim('replayed, it takes effect', effects === 1, effects);
  await stop();
}

async function killedThrice(listener: Program | undefined, run: Run): Promise<void> {
  const died = await comes(() => (listener?.deaths ?? 0) >= 3, 40_000);
  run.history.claim('killed on each of the 3 deliveries the broker allows', died, listener?.deaths ?? 0);
}

const f20 = (collecting: boolean): LinePlan => ({
  id: 'F20',
  title: 'killed on the last delivery the broker allows (3 here, 50 in the suite)',
  options: {
    againAfter: 100,
    maxDeliver: 3,
    settings: { attempts: 50 },
    listenerArms: [{ point: 'handler.start', action: 'kill', about: 'victim-20' }],
  },
  load: { rate: 60, seconds: 6 },
  rules: { mayBeDead: true, within: 30_000 },
  fault: (line, run) => lastAttempt(line, run, collecting),
  controls: [],
  moreControls: collecting
    ? [
        {
          what: 'nobody listens to the broker’s advisories',
          notices: ['plus'],
          claims: ['in dead. through the advisory'],
          run: (run) => lineScenario(f20(false)).run(run),
        },
      ]
    : [],
});

const f22: LinePlan = {
  id: 'F22',
  title: 'a handler never ends',
  options: { settings: { handlerDeadline: 1_500, concurrency: 4, delays: [200] } },
  load: { rate: 60, seconds: 6 },
  async fault(line, run) {
    // As many as there are slots: while they hang nobody else is handled, and their slots must come free again.
    await line.listeners[0]?.arm({ point: 'handler.start', action: 'hang', about: 'hangs', times: 4 });
    await Promise.all([1, 2, 3, 4].map((i) => victim(line, `hangs-${i}`)));
    run.history.add({ k: 'fault', what: 'four handlers hang: every slot is taken' });
    const took = await Promise.all([1, 2, 3, 4].map((i) => tookEffect(line, `hangs-${i}#1`, 8_000)));
    const most = Math.max(...took);
    run.history.claim('given up at the deadline (1.5 s), handled again, slots free', most <= 6_000, `${Math.round(most)} ms`);
  },
  controls: [
    {
      flaws: [],
      notices: ['plus'],
      claims: ['given up at the deadline'],
      what: 'no deadline for handlers',
      options: { settings: { handlerDeadline: 600_000, concurrency: 4, delays: [200] } },
    },
  ],
};

/** F23: the handler is slow until the listener holds as much as it may, and for a while longer. */
async function fallsBehind(line: Line, run: Run): Promise<void> {
  const [listener] = line.listeners as [Program];
  await listener.arm({ point: 'handler.start', action: 'delay', ms: 500 });
  const before = await listener.memory();
  let [most, behind] = [0, 0];
  const look = async (): Promise<void> => {
    const { num_ack_pending, num_pending } = await info(line);
    most = Math.max(most, num_ack_pending);
    behind = Math.max(behind, num_pending);
  };
  // By the rate it is there after six seconds; a busy machine may need longer.
  await comes(() => look().then(() => most >= BOUND && behind > 200), 25_000);
  const full = await listener.memory();
  for (const until = Date.now() + run.seed.between(3_000, 5_000); Date.now() < until; await pause(200)) await look();
  const after = await listener.memory();
  run.history.claim('it came to the bound: max_ack_pending in hand', most >= BOUND, most);
  run.history.claim('never more in hand than max_ack_pending (1,000)', most <= BOUND, most);
  run.history.claim('more waited behind it at the broker', behind > 200, behind);
  const grown = full.used > 0 && after.used > 0 ? after.used - full.used : Number.NaN;
  run.history.claim('memory is flat while it is at the bound', grown <= 8e6, `${(grown / 1e6).toFixed(1)} MB more`);
  run.history.add({ k: 'memory', process: 'listener', before: before.taken, after: after.taken, used: [before.used, after.used] });
  listener.disarm();
}
const BOUND = 1_000;
const slow = { concurrency: 16, ackWait: 10_000, workingEvery: 3_000 };

const f23: LinePlan = {
  id: 'F23',
  title: 'a handler of 500 ms, 16 at once, at six times what that allows: until max_ack_pending (1,000) is in hand and more waits behind',
  options: { settings: slow },
  load: { rate: 200, seconds: 10 },
  rules: { within: 40_000 },
  fault: fallsBehind,
  controls: [
    {
      flaws: [],
      notices: ['plus'],
      claims: ['never more in hand than max_ack_pending'],
      what: 'a durable without a bound',
      options: { maxAckPending: -1, settings: slow },
    },
  ],
  moreControls: [
    {
      what: 'a history in which the listener grew threefold',
      notices: ['I8'],
      spoil: (lines) => lines.map((line) => (line.k === 'memory' ? { ...line, used: [100e6, 300e6] } : line)),
    },
  ],
};

const f24: LinePlan = {
  id: 'F24',
  title: 'the connection cut after the handler’s commit, before its acknowledgement',
  short: true,
  options: { proxies: ['listener-nats'] },
  load: { rate: 100, seconds: 5 },
  async fault(line, run) {
    const [listener] = line.listeners;
    for (let i = 0; i < 3; i++) {
      const before = listener?.fired.length ?? 0;
      await listener?.arm({ point: 'handler.after-commit', action: 'delay', ms: 600, times: 10 });
      await comes(() => (listener?.fired.length ?? 0) >= before + 3, 10_000);
      line.proxy('listener-nats').cut('reset');
      // Acknowledgements of what is done now must not slip out over the next connection.
      line.proxy('listener-nats').weather = { refuse: true };
      run.history.add({ k: 'fault', what: 'cut between commit and acknowledgement' });
      await pause(900);
      line.proxy('listener-nats').weather = {};
      await pause(run.seed.between(300, 800));
    }
  },
  async after(line, run) {
    const { delivered, ack_floor } = await info(line);
    const again = delivered.consumer_seq - ack_floor.stream_seq;
    run.history.claim('some were delivered again, so there was something to absorb', again > 0, again);
  },
  controls: [{ flaws: ['no-dedupe'], notices: ['I3'], what: 'an effect for every delivery' }],
};

const f38: LinePlan = {
  id: 'F38',
  title: 'the event loop blocked 3 s',
  options: { settings: { ackWait: 10_000 } },
  load: { rate: 100, seconds: 6 },
  async fault(line, run) {
    await pause(run.seed.between(1_000, 2_000));
    await line.listeners[0]?.arm({ point: 'handler.start', action: 'block', ms: 3_000, times: 1 });
    run.history.claim('the loop was blocked', await comes(() => (line.listeners[0]?.fired.length ?? 0) > 0, 5_000), '3 s');
    await pause(3_500);
  },
  async after(line, run) {
    const { delivered } = await info(line);
    const again = delivered.consumer_seq - delivered.stream_seq;
    run.history.claim('nothing was delivered again: ack_wait was not exceeded', again === 0, again);
  },
  controls: [
    {
      flaws: [],
      notices: ['plus'],
      claims: ['nothing was delivered again'],
      what: 'an ack_wait below the block',
      options: { settings: { ackWait: 1_000 } },
    },
  ],
};

const f45: LinePlan = {
  id: 'F45',
  title: 'a handler takes 2.5 × and 8 × ack_wait (35 s and 5 min in full)',
  // In full the settings are the product's own.
  options: ({ full }) => ({
    settings: full
      ? { ackWait: 30_000, workingEvery: 10_000, handlerDeadline: 600_000 }
      : { ackWait: 2_000, workingEvery: 500, handlerDeadline: 60_000 },
  }),
  load: { rate: 60, seconds: 6 },
  rules: { within: 30_000 },
  async fault(line, run) {
    await pause(run.seed.between(200, 1_500));
    await line.listeners[0]?.arm({ point: 'handler.start', action: 'delay', ms: sizeOf(run, 5_000, 35_000), about: 'slow-1' });
    await line.listeners[0]?.arm({ point: 'handler.start', action: 'delay', ms: sizeOf(run, 16_000, 300_000), about: 'slow-2' });
    await Promise.all([victim(line, 'slow-1'), victim(line, 'slow-2')]);
    await tookEffect(line, 'slow-2#1', sizeOf(run, 25_000, 320_000));
    const effects = [await effectsOf(line, 'slow-1#1'), await effectsOf(line, 'slow-2#1')];
    run.history.claim(
      'one effect each',
      effects.every((times) => times === 1),
      effects.join(' and '),
    );
  },
  async after(line, run) {
    const { delivered } = await info(line);
    const again = delivered.consumer_seq - delivered.stream_seq;
    run.history.claim('nothing was delivered again meanwhile', again === 0, again);
  },
  controls: [
    {
      flaws: ['no-dedupe'],
      notices: ['plus'],
      claims: ['nothing was delivered again meanwhile'],
      what: 'no sign of life to the broker',
      options: { settings: { ackWait: 2_000, workingEvery: 600_000 } },
    },
  ],
};

export const deliveryScenarios: Scenario[] = [f20(true), f22, f23, f24, f38, f45].map(lineScenario);
