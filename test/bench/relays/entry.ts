import { randomBytes } from 'node:crypto';
import { connectBus } from '@spil/messaging';
import { closeMongo, connectMongo } from '@spil/mongo';
import { signalOf, subjectOf } from '../contenders/contract';
import { Delays } from '../figures';
import { byRowsOn } from './by-rows';
import { oursOn, type Made } from './ours';
import type { RelayPlan, RelayResult, RelayUnderTest } from './plan';

// One relay and its outbox in a process of its own: `node entry.js PLAN` answers one line of JSON.
const plan = JSON.parse(process.argv[2] ?? '{}') as RelayPlan;
const bus = await connectBus({ servers: plan.nats, service: 'wijk' });
const db = await connectMongo({ uri: plan.mongo, db: `bench_${randomBytes(4).toString('hex')}` });

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');
/** A UUIDv7 of now: the relay's order rests on its time. */
const idOf = (n: number): string => {
  const time = hex(Date.now(), 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${hex(n, 12)}`;
};
const make = (n: number): Made => {
  const event = { ...signalOf(1, n), id: idOf(n) } as Made['event'];
  return { id: event.id, subject: subjectOf(n), body: JSON.stringify(event), event };
};

class Arrivals {
  readonly due = new Map<number, number>();
  readonly seen = new Set<number>();
  repeats = 0;
  private delays = new Delays();

  constructor() {
    bus.subscribe('events.wijk.>', { callback: (_error, message) => this.take(message.json<Made['event']>().data?.n ?? -1) });
  }

  begin(): Delays {
    return (this.delays = new Delays());
  }

  private take(n: number): void {
    if (this.seen.has(n)) return void this.repeats++;
    this.seen.add(n);
    const due = this.due.get(n);
    if (due !== undefined) this.delays.add(performance.now() - due);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Commits `live` times a second, each at its own time whatever became of those before, until `enough` says so. Answers how many. */
async function traffic(relay: RelayUnderTest, arrivals: Arrivals, from: number, enough: (n: number) => boolean): Promise<number> {
  const began = performance.now();
  const commits: Promise<void>[] = [];
  let n = 0;
  for (; !enough(n); n++) {
    const due = began + (n * 1_000) / plan.live;
    await pause(Math.max(0, due - performance.now()));
    arrivals.due.set(from + n, due);
    commits.push(relay.commit(from + n));
  }
  await Promise.all(commits);
  return n;
}

async function until(holds: () => boolean, ms: number): Promise<void> {
  for (const end = performance.now() + ms; !holds() && performance.now() < end;) await pause(20);
}

async function main(): Promise<RelayResult> {
  const relay = plan.relay === 'spil' ? await oursOn(db, bus, make) : await byRowsOn(db, bus, make, plan.relay === 'O-notify');
  const arrivals = new Arrivals();
  relay.start();
  await traffic(relay, arrivals, 0, (n) => n >= plan.live);
  await until(() => arrivals.seen.size >= plan.live, 10_000);
  const idleDelays = arrivals.begin();
  const idleFrom = plan.live;
  const idle = await traffic(relay, arrivals, idleFrom, (n) => n >= plan.live * plan.idleSeconds);
  await until(() => arrivals.seen.size >= idleFrom + idle, 10_000);
  await relay.stop();

  const backlogFrom = idleFrom + idle;
  for (let done = 0; done < plan.backlog; done += 1_000) await relay.fill(backlogFrom + done, Math.min(1_000, plan.backlog - done));
  const liveFrom = backlogFrom + plan.backlog;
  const drainDelays = arrivals.begin();
  const cpu = process.cpuUsage();
  const began = performance.now();
  let drained = 0;
  const isDrained = (): boolean => {
    if (drained === 0) {
      let seen = 0;
      for (const n of arrivals.seen) if (n >= backlogFrom && n < liveFrom) seen++;
      if (seen === plan.backlog) drained = performance.now();
    }
    return drained > 0 || performance.now() - began > 120_000;
  };
  process.stdout.write('draining\n');
  relay.start();
  const live = await traffic(relay, arrivals, liveFrom, (n) => n % 5 === 0 && n > 0 && isDrained());
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write('drained\n');
  const committed = liveFrom + live;
  await until(() => arrivals.seen.size >= committed, 30_000);
  // The last marks are written after the last arrival.
  let left = await relay.left();
  for (let tries = 0; left > 0 && tries < 100; tries++) {
    await pause(50);
    left = await relay.left();
  }
  await relay.stop();
  await relay.close();
  return {
    drainMs: (drained || performance.now()) - began,
    cpuMs: (user + system) / 1_000,
    idle: idleDelays.figures(),
    draining: drainDelays.figures(),
    live,
    committed,
    arrived: arrivals.seen.size,
    repeats: arrivals.repeats,
    left,
  };
}

const result = await main();
process.stdout.write(`${JSON.stringify(result)}\n`);
await db.dropDatabase().catch(() => false);
await closeMongo(db);
await bus.close();
