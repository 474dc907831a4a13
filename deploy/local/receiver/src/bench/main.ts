// How much the receiver takes, and how quickly it answers when it is full: npm run bench:receiver -- [spans] [spans per second]
// Ends with 1 when a span was lost, the pace was not kept, or a query took longer than the promise (p95).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReceiver, type ReceiverProcess, startProcess } from './process';
import { exportOf } from './spans';

const [many = '1000000', rate = '2000'] = process.argv.slice(2);
const wanted = Number(many);
const perSecond = Number(rate);
const sustainedSeconds = 20;
const perBatch = 512;
/** Fewer would make the p95 a matter of the slowest few. */
const rounds = 100;
const promisedMs = 200;

const post = async ({ url }: ReceiverProcess, body: string): Promise<void> => {
  const answer = await fetch(`${url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await answer.text();
  // 503 is a loss that is counted; the verdict tells it.
  if (!answer.ok && answer.status !== 503) throw new Error(`refused with ${answer.status}`);
};

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

/** Seconds of the receiver's CPU and of the clock in a stretch of work. */
const costOf = async (receiver: ReceiverProcess, work: () => Promise<void>): Promise<{ cpu: number; wall: number }> => {
  const [{ cpu: before }, began] = [await receiver.usage(), performance.now()];
  await work();
  const wall = (performance.now() - began) / 1000;
  return { cpu: (await receiver.usage()).cpu - before, wall };
};

const sustained = async (receiver: ReceiverProcess): Promise<void> => {
  const began = performance.now();
  for (let sent = 0; sent < perSecond * sustainedSeconds; sent += perBatch) {
    const due = began + (sent / perSecond) * 1000;
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    await post(receiver, exportOf(perBatch, Date.now()));
  }
};

const fill = async (receiver: ReceiverProcess): Promise<void> => {
  const hour = 3_600_000;
  const already = (await receiver.usage()).spans;
  for (let sent = already; sent < wanted; sent += 4 * perBatch) {
    // Spread over the last day, as a store that has run for a day has them.
    const at = Date.now() - 24 * hour * (1 - sent / wanted);
    await Promise.all([0, 1, 2, 3].map(() => post(receiver, exportOf(perBatch, at))));
  }
};

const queries = (now: number): Record<string, string> => {
  const day = `start=${(now - 86_400_000) * 1000}&end=${now * 1000}`;
  return {
    services: '/api/services',
    operations: '/api/services/gateway/operations',
    'newest 20': `/api/traces?service=gateway&limit=20&${day}`,
    'newest 100': `/api/traces?service=gateway&limit=100&${day}`,
    'by operation': `/api/traces?service=wijk&operation=store%20notes&limit=20&${day}`,
    'rare: failed': `/api/traces?service=wijk&tags=${encodeURIComponent('{"error":"true"}')}&limit=20&${day}`,
    'rare: slow': `/api/traces?service=gateway&minDuration=900ms&limit=20&${day}`,
    'one attribute value': `/api/traces?service=wijk&tags=${encodeURIComponent('{"spil.zone":"rare"}')}&limit=20&${day}`,
    dependencies: `/api/dependencies?endTs=${now}&lookback=86400000`,
  };
};

const timed = async ({ url }: ReceiverProcess, path: string): Promise<number> => {
  const began = performance.now();
  const answer = await fetch(`${url}${path}`);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return performance.now() - began;
};

/** p95 of each query, in ms. */
const answering = async (receiver: ReceiverProcess): Promise<Map<string, number>> => {
  const found = new Map<string, number>();
  for (const [name, path] of Object.entries(queries(Date.now()))) {
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) took.push(await timed(receiver, path));
    const [p50, p95] = [percentile(took, 0.5), percentile(took, 0.95)];
    console.log(`${name.padEnd(22)} p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms`);
    found.set(name, p95);
  }
  return found;
};

/** Measures one receiver and answers what is not as promised. */
const measure = async (receiver: ReceiverProcess): Promise<string[]> => {
  const kept = await costOf(receiver, () => sustained(receiver));
  const share = ((100 * kept.cpu) / kept.wall).toFixed(0);
  const took = kept.wall.toFixed(1);
  console.log(`sustained ${perSecond} spans/s for ${sustainedSeconds} s: took ${took} s, receiver used ${share} % of one core`);
  const before = (await receiver.usage()).spans;
  const filled = await costOf(receiver, () => fill(receiver));
  const { spans, dropped } = await receiver.usage();
  const pace = Math.round((spans - before) / filled.wall);
  console.log(`filled to ${spans} spans: ${pace} spans/s, receiver used ${filled.cpu.toFixed(0)} s of ${filled.wall.toFixed(0)} s`);
  console.log(`dropped ${dropped} spans`);
  const p95s = await answering(receiver);
  console.log(`memory ${((await receiver.usage()).rss / 1e6).toFixed(0)} MB`);
  const slow = [...p95s].filter(([, p95]) => p95 > promisedMs);
  return [
    ...(dropped > 0 ? [`${dropped} spans were dropped`] : []),
    ...(kept.wall > sustainedSeconds * 1.1 ? [`${perSecond} spans/s were not kept up: ${took} s instead of ${sustainedSeconds}`] : []),
    ...slow.map(([name, p95]) => `${name}: p95 ${p95.toFixed(0)} ms, promised ${promisedMs}`),
  ];
};

const bench = async (): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'spil-receiver-bench-'));
  const receiver = await startProcess(dataDir);
  try {
    const broken = await measure(receiver);
    for (const one of broken) console.error(`not as promised: ${one}`);
    if (broken.length > 0) process.exitCode = 1;
  } finally {
    await receiver.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

if (!(await isReceiver())) await bench();
