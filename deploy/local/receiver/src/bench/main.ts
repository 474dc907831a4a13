// How much the receiver takes, and how quickly it answers when it is full: npm run bench:receiver -- [spans] [spans per second]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReceiver, type Receiver } from '../server';
import { exportOf } from './spans';

const [many = '1000000', rate = '2000'] = process.argv.slice(2);
const wanted = Number(many);
const perSecond = Number(rate);
const sustainedSeconds = 20;
const perBatch = 512;
const rounds = 20;

const post = async (receiver: Receiver, body: string): Promise<void> => {
  const answer = await fetch(`${receiver.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (!answer.ok) throw new Error(`refused with ${answer.status}`);
  await answer.text();
};

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

/** CPU seconds of this process in a stretch of work; sender and receiver share it, so the receiver alone takes less. */
const cpuOf = async (work: () => Promise<void>): Promise<{ cpu: number; wall: number }> => {
  const [from, began] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(from);
  return { cpu: (user + system) / 1e6, wall: (performance.now() - began) / 1000 };
};

const sustained = async (receiver: Receiver): Promise<void> => {
  const began = performance.now();
  for (let sent = 0; sent < perSecond * sustainedSeconds; sent += perBatch) {
    const due = began + (sent / perSecond) * 1000;
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    await post(receiver, exportOf(perBatch, Date.now()));
  }
};

const fill = async (receiver: Receiver): Promise<void> => {
  const hour = 3_600_000;
  const already = receiver.intake.counts.spans;
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

const timed = async (receiver: Receiver, path: string): Promise<number> => {
  const began = performance.now();
  const answer = await fetch(`${receiver.url}${path}`);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return performance.now() - began;
};

const dataDir = mkdtempSync(join(tmpdir(), 'spil-receiver-bench-'));
const receiver = await startReceiver({ port: 0, host: '127.0.0.1', dataDir, days: 7, bytes: 8e9 });
try {
  const kept = await cpuOf(() => sustained(receiver));
  const { droppedSpans } = receiver.intake.counts;
  const share = ((100 * kept.cpu) / kept.wall).toFixed(0);
  console.log(
    `sustained ${perSecond} spans/s for ${sustainedSeconds} s: ${share} % of one core (sender included), ${droppedSpans} dropped`,
  );
  const filled = await cpuOf(() => fill(receiver));
  const { spans } = receiver.intake.counts;
  console.log(
    `filled to ${spans} spans in ${filled.wall.toFixed(0)} s: ${Math.round(wanted / filled.wall)} spans/s, ${receiver.intake.counts.droppedSpans} dropped`,
  );
  for (const [name, path] of Object.entries(queries(Date.now()))) {
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) took.push(await timed(receiver, path));
    console.log(`${name.padEnd(22)} p50 ${percentile(took, 0.5).toFixed(1)} ms  p95 ${percentile(took, 0.95).toFixed(1)} ms`);
  }
  console.log(`memory ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);
} finally {
  await receiver.close();
  rmSync(dataDir, { recursive: true, force: true });
}
