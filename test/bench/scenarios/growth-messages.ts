import { DeliverPolicy } from '@nats-io/jetstream';
import type { Bench } from '../bench';
import type { Peer } from '../contenders/plan';
import { fine, median, whole } from '../figures';
import { answer, cpuOf, talkTo } from '../processes';
import { runOne } from '../run-one';
import { ourHop } from '../world/last-hop';
import { fanOut, flawOf } from './b8';
import type { Curve } from './growth';
import { linesOf, rounds, type Line } from './streams';

/** B3 with so many events on the stream before. */
export async function hopOverHistory(bench: Bench): Promise<Curve> {
  const place = await bench.place();
  await place.broker.clean();
  await place.broker.addStream();
  const points: [number, number][] = [];
  const plan = { contender: 'spil' as const, url: place.url, window: 256 };
  let stored = 0;
  let runs = 1;
  for (const history of bench.size([0, 100_000, 1_000_000], [0, 20_000])) {
    // In parts: a publisher makes its messages before the clock starts, and a million of them fill a gigabyte.
    while (stored < history) {
      const fill = { ...plan, mode: 'publish', messages: Math.min(100_000, history - stored), warmUp: 0, run: (runs += 2) };
      const child = talkTo(place.pin, [await place.program('spil'), JSON.stringify(fill)]);
      await answer(child);
      await child.ended;
      stored = await place.broker.stored();
    }
    const micros: number[] = [];
    for (let round = 0; round < bench.rounds(3, 1); round++) {
      await place.broker.addDurable('spil', DeliverPolicy.New);
      const messages = bench.size(20_000, 4_000);
      const run = await runOne({ ...plan, mode: 'both', messages, warmUp: 5_000, run: (runs += 2) }, place, { stored });
      if (run.void !== undefined) throw new Error(`growth: ${run.void}`);
      micros.push((run.cpuMs * 1_000) / run.messages);
      stored = await place.broker.stored();
    }
    points.push([Math.max(1, history), median(micros)]);
    bench.say(`growth: hop over ${whole(history)} events: ${fine(median(micros))} µs a message`);
  }
  await place.stop();
  return {
    name: 'B3: events on the stream',
    x: 'events on the stream',
    unit: 'client CPU µs a message',
    flat: true,
    series: { spil: points },
  };
}

const sizes = [200, 633, 4_096, 32_768];
/** All messages of a run are made before its clock starts. */
const MOST_BYTES = 128 * 1024 ** 2;

/** B1 with larger and larger messages, beside the tuned library. Grows by its nature: what counts is how the two go together. */
export async function publishOverSize(bench: Bench): Promise<Curve[]> {
  const peers: Peer[] = ['spil', 'L2'];
  const place = await bench.place();
  const lines = new Map<number, Line[]>();
  for (const bytes of sizes) {
    const messages = Math.min(bench.size(20_000, 2_000), Math.floor(MOST_BYTES / bytes));
    const of = () => ({ mode: 'publish' as const, messages, warmUp: Math.round(messages / 4), window: 256, bytes });
    const found = linesOf(
      await rounds(bench, place, peers, { id: `growth, ${whole(bytes)} bytes,`, rounds: bench.rounds(3, 1), of }),
      peers,
    );
    const flaw = found.flatMap((line) => line.void.map((why) => `${line.peer} at ${bytes} bytes: ${why}`))[0];
    if (flaw !== undefined) throw new Error(`growth: ${flaw}`);
    lines.set(bytes, found);
  }
  await place.stop();
  const series = (of: (line: Line) => number): Curve['series'] =>
    Object.fromEntries(peers.map((peer, i) => [peer, sizes.map((bytes): [number, number] => [bytes, of(lines.get(bytes)?.[i] as Line)])]));
  const common = { x: 'bytes of a message', flat: false };
  return [
    { ...common, name: 'B1: payload, CPU', unit: 'client CPU µs a message', series: series(({ clientMicros }) => clientMicros) },
    { ...common, name: 'B1: payload, rate', unit: 'messages a second', series: series(({ perSecond }) => perSecond.median) },
  ];
}

/** B8 with so many frames on the stream before. */
export async function frameOverHistory(bench: Bench): Promise<Curve> {
  const clients = bench.size(200, 50);
  const hop = await ourHop(bench, clients);
  const points: [number, number][] = [];
  let next = 0;
  for (const history of bench.size([0, 100_000], [0, 2_000])) {
    await hop.putMany(next, Math.max(0, history - next));
    next = Math.max(next, history);
    await atRest(hop.pid);
    const micros: number[] = [];
    // The first of them warms up and is not looked at.
    for (let round = 0; round <= bench.rounds(3, 1); round++) {
      const count = bench.size(60, 20);
      const fanned = await fanOut(bench, hop, { clients, from: next, count });
      const flaw = flawOf(fanned);
      if (flaw !== undefined) throw new Error(`growth: ${flaw}`);
      next += count;
      if (round > 0) micros.push(fanned.micros);
    }
    points.push([Math.max(1, history), median(micros)]);
    bench.say(`growth: frame over ${whole(history)} frames: ${fine(median(micros))} µs a delivery`);
  }
  await hop.stop();
  return {
    name: 'B8: frames on the stream',
    x: 'frames on the stream',
    unit: 'gateway CPU µs a delivery',
    flat: true,
    series: { spil: points },
  };
}

/** Waits until a process has next to nothing to do: the gateway has read what was stored. */
async function atRest(pid: number): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    const before = cpuOf(pid);
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (cpuOf(pid) - before < 100) return;
  }
  throw new Error('growth: the gateway did not come to rest after its frames were stored');
}
