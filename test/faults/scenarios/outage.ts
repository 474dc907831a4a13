// F7, F8, F17, F18, F44: bus or database away, frozen, slow, or deaf in one direction.
import { postOne, type Latency } from '../line/load';
import { busStateOf, letters, untilAnswered } from '../line/victims';
import type { Line } from '../line/line';
import { lineScenario } from '../line/run';
import { sizeOf, type Run, type Scenario } from '../scenario';
import { comes, pause, quantile } from '../tools/wait';

const pending = (line: Line): Promise<number> => line.db.collection('counters').countDocuments({ pendingSince: { $exists: true } });
const eventsWaiting = async (line: Line): Promise<number> => {
  const documents = await line.db
    .collection<{ outbox: unknown[] }>('counters')
    .find({}, { projection: { 'outbox.id': 1 } })
    .toArray();
  return documents.reduce((sum, { outbox }) => sum + outbox.length, 0);
};

interface Window {
  from: number;
  to: number;
}
const windows = new WeakMap<Line, Window>();

/** p99 of acknowledged first attempts inside and outside the fault. */
function compared(line: Line, latencies: readonly Latency[]): { before: number; during: number } {
  const { from, to } = windows.get(line) ?? { from: 0, to: 0 };
  const begun = (latencies[0]?.sentAt ?? 0) + 1_500;
  const p99 = (list: readonly Latency[]): number =>
    quantile(
      list.map(({ ms }) => ms),
      0.99,
    );
  return {
    before: p99(latencies.filter(({ sentAt }) => sentAt > begun && sentAt < from)),
    during: p99(latencies.filter(({ sentAt }) => sentAt >= from && sentAt < to)),
  };
}

/** F7: the bus is away while everybody goes on writing; the writer itself is killed once meanwhile. */
async function busAway(line: Line, run: Run): Promise<void> {
  await pause(run.seed.between(4_000, 6_000));
  const from = Date.now();
  await line.nats?.kill();
  run.history.add({ k: 'fault', what: 'nats-server down' });
  await pause(sizeOf(run, run.seed.between(8_000, 10_000), 56_000));
  windows.set(line, { from, to: Date.now() });
  const [writer] = line.writers;
  const port = writer?.port;
  writer?.kill();
  run.history.add({ k: 'fault', what: 'the writer killed during the outage' });
  await comes(() => writer?.port !== port, 15_000);
  await pause(run.seed.between(1_000, 3_000));
  const waiting = await eventsWaiting(line);
  await line.nats?.restart();
  const back = Date.now();
  run.history.claim('the outbox held what could not be sent', waiting > 200, waiting);
  const drained = await comes(async () => (await pending(line)) < 40, 15_000);
  const took = Date.now() - back;
  run.history.claim('drained within 10 s of the return', drained && took <= 10_000, `${waiting} events in ${took} ms`);
}

/** F8: the bus accepts bytes and answers nothing. */
async function busFrozen(line: Line, run: Run): Promise<void> {
  await pause(run.seed.between(2_500, 4_500));
  const from = Date.now();
  line.nats?.freeze();
  run.history.add({ k: 'fault', what: 'nats-server stopped (SIGSTOP), connections open' });
  await pause(sizeOf(run, 10_000, 20_000));
  windows.set(line, { from, to: Date.now() });
  const noticed = await postOne(line.writers[0]?.port ?? 0, { aggregate: 'victim-8', n: 1, key: 'v8' }).catch(() => undefined);
  run.history.claim('a write is still answered 201', noticed?.status === 201, noticed?.status ?? 'none');
  await whatTheWriterKnew(line, run, from);
  line.nats?.thaw();
}

/** ms of F8's publishing deadline. The suite's five seconds would end when the pings end everything: nothing could be told apart. */
const DEADLINE = 2_000;

async function whatTheWriterKnew(line: Line, run: Run, frozen: number): Promise<void> {
  const { away, awayAt, longestWait } = await busStateOf(line);
  const knew = away ? awayAt - frozen : Number.NaN;
  // Three timers of two seconds, each a moment late.
  run.history.claim('the pings notice it within 6 s', knew > 0 && knew <= 6_100, `${knew} ms`);
  // Looked at each eighth of it, and by us each 50 ms.
  const most = DEADLINE * 1.125 + 300;
  const figure = `${Math.round(longestWait)} ms of ${most}`;
  const what = `no publish waits for an answer longer than its deadline (${DEADLINE} ms here)`;
  run.history.claim(what, longestWait > 0 && longestWait <= most, figure);
}

/** F17: the database killed, frozen and slow, one after the other. */
async function databaseTroubled(line: Line, run: Run): Promise<void> {
  const say = (what: string): void => run.history.add({ k: 'fault', what });
  await pause(run.seed.between(1_500, 3_000));
  say('database killed');
  await line.mongo.kill();
  await pause(run.seed.between(2_000, 4_000));
  await line.mongo.restart();
  await pause(run.seed.between(2_500, 4_500));
  say('database stopped (SIGSTOP)');
  line.mongo.freeze();
  const frozen = Date.now();
  const opened = await untilAnswered(line, 503, 6_000);
  run.history.claim('the circuit opens: refused within 2 s of the freeze', opened <= 2_000, `${opened} ms`);
  await pause(frozen + sizeOf(run, 8_000, 15_000) - Date.now());
  line.mongo.thaw();
  const closed = await untilAnswered(line, 201, 6_000);
  run.history.claim('and closes: taken again within 2 s of its return', closed <= 2_000, `${closed} ms`);
  say('every answer of the database 200 ms late');
  line.proxy('writer-mongo').weather = { delay: 100 };
  await pause(run.seed.between(1_500, 3_000));
  run.history.claim(
    'the pool stays within its limit',
    line.proxy('writer-mongo').connections <= 55,
    line.proxy('writer-mongo').connections,
  );
  await pause(2_000);
  line.proxy('writer-mongo').weather = {};
}

/** F18: what is asked arrives and is committed; the answers are swallowed, then the connections cut. */
async function answersLost(line: Line, run: Run): Promise<void> {
  const proxy = line.proxy('writer-mongo');
  for (let i = 0; i < 4; i++) {
    await pause(run.seed.between(600, 1_200));
    proxy.weather = { swallow: 'down' };
    run.history.add({ k: 'fault', what: 'the database’s answers are lost' });
    await pause(run.seed.between(100, 250));
    proxy.cut('reset');
    proxy.weather = {};
  }
  await pause(1_000);
}

const lostAnswers = (line: Line, run: Run): void => {
  const failed = run.history.lines.filter(({ k }) => k === 'failed').length;
  run.history.claim('some answers were lost, so there was something to repeat', failed > 0, failed);
};

export const outageScenarios: Scenario[] = [
  lineScenario({
    id: 'F7',
    title: 'the bus down about 13 s (60 s in full), the writer killed once meanwhile',
    options: { againAfter: 200 },
    load: (run) => ({ rate: sizeOf(run, 100, 200), seconds: 10 }),
    rules: { within: 30_000 },
    fault: busAway,
    after(line, run, latencies) {
      const { before, during } = compared(line, latencies);
      run.history.claim('p99 of a write during the outage ≤ 2 × before', during <= Math.max(60, before * 2), `${before} → ${during} ms`);
    },
    controls: [{ flaws: ['mark-before-publish'], notices: ['I1', 'I3'], what: 'events marked before they are published' }],
  }),
  lineScenario({
    id: 'F8',
    title: 'the bus frozen 10 s (20 s in full), TCP open',
    options: { settings: { publishDeadline: DEADLINE } },
    load: { rate: 100, seconds: 8 },
    fault: busFrozen,
    after(line, run, latencies) {
      const { before, during } = compared(line, latencies);
      run.history.claim('no write waits for the bus: p99 ≤ 2 × before', during <= Math.max(60, before * 2), `${before} → ${during} ms`);
    },
    controls: [
      {
        flaws: ['no-version-check', 'no-dedupe', 'new-message-id'],
        notices: ['I3', 'I4'],
        what: 'what was under way sent again under new ids, no version check',
      },
      {
        flaws: ['no-pings'],
        notices: ['plus'],
        claims: ['the pings notice it', 'no publish waits for an answer longer'],
        what: 'a connection that does not ask whether the broker is there, a publisher that waits a minute',
        options: { settings: { publishDeadline: 60_000 } },
      },
    ],
  }),
  lineScenario({
    id: 'F17',
    title: 'the database killed, frozen 8 s (15 s in full), slow by 200 ms',
    options: { proxies: ['writer-mongo'] },
    load: { rate: 80, seconds: 10 },
    rules: { within: 30_000 },
    fault: databaseTroubled,
    controls: [{ flaws: ['ack-before-commit'], notices: ['I1'], what: '201 before the commit' }],
  }),
  lineScenario({
    id: 'F18',
    title: 'the database’s answer lost after its commit',
    short: true,
    options: { proxies: ['writer-mongo'] },
    load: { rate: 150, seconds: 5 },
    fault: answersLost,
    after: lostAnswers,
    controls: [{ flaws: ['no-idempotency'], notices: ['I5'], what: 'every attempt writes anew' }],
  }),
  lineScenario({
    id: 'F44',
    title: 'the database down 15 s (5 min in full) under load',
    load: { rate: 80, seconds: 6 },
    // Two attempts: a third is written down in the database first, and so cannot even begin without it.
    options: { settings: { attempts: 2, delays: [200] } },
    rules: { within: 40_000 },
    async fault(line, run) {
      await pause(run.seed.between(1_000, 2_500));
      // Slow handlers: when the database goes there is much in hand.
      await line.listeners[0]?.arm({ point: 'handler.start', action: 'delay', ms: 300 });
      await pause(run.seed.between(1_500, 3_000));
      await line.mongo.kill();
      run.history.add({ k: 'fault', what: 'database killed' });
      await pause(sizeOf(run, 15_000, 300_000));
      await line.mongo.restart();
      line.listeners[0]?.disarm();
    },
    async after(line, run) {
      const dead = await letters(line);
      run.history.claim('not one dead letter', dead.length === 0, dead.length);
      const acked = new Set(run.history.lines.flatMap((one) => (one.k === 'ack' ? [one.key] : [])));
      const failed = new Set(run.history.lines.flatMap((one) => (one.k === 'failed' ? [one.key] : [])));
      const late = [...failed].filter((key) => acked.has(key)).length;
      const figure = `${late} of ${failed.size}`;
      run.history.claim('what was refused meanwhile is acknowledged after the return', failed.size > 0 && late === failed.size, figure);
    },
    controls: [
      {
        flaws: ['dead-when-down'],
        notices: ['plus'],
        claims: ['not one dead letter'],
        what: 'a handler that does not say its database is away',
        options: { settings: { attempts: 2, delays: [200] } },
      },
    ],
  }),
];
