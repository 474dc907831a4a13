import { request as ask } from 'node:http';
import type { History } from '../history';
import { comes, pause } from '../tools/wait';
import type { Line } from './line';

export const WRITERS = 8;
const AGGREGATES = 4;

export interface LineLoad {
  /** Counts a second over all writers. */
  rate: number;
  seconds: number;
  /** Other aggregates than an earlier load of the same line. */
  prefix?: string;
  /** Asked after `seconds`: the load goes on while the fault does. */
  goOn?: () => boolean;
}

/** Latencies of acknowledged first attempts, ms, with the moment they were sent. */
export interface Latency {
  sentAt: number;
  ms: number;
}

/**
 * Eight writers, each counting four aggregates up, one count after the other, at a fixed rate. A count that fails is tried again
 * with the same key until it is acknowledged; it is given up a minute after the fault has ended, never while it lasts.
 */
export async function load(line: Line, history: History, { rate, seconds, prefix = '', goOn = () => false }: LineLoad): Promise<Latency[]> {
  const latencies: Latency[] = [];
  const chains = WRITERS * AGGREGATES;
  const gap = (1_000 * chains) / rate;
  const started = Date.now();
  const until = started + seconds * 1_000;
  const chain = async (writer: number, a: number): Promise<void> => {
    const aggregate = `${prefix}w${writer}-a${a}`;
    for (let n = 1; Date.now() < until || goOn(); n++) {
      await pause(started + ((writer * AGGREGATES + a) / chains) * gap + (n - 1) * gap - Date.now());
      const sentAt = Date.now();
      const key = `${aggregate}#${n}`;
      history.add({ k: 'write', key, kind: 'count', token: key, aggregate, n, t: sentAt });
      const program = line.writers[(writer + a) % line.writers.length];
      const first = await untilAcknowledged({ port: () => program?.port ?? 0, history, key, goOn }, { aggregate, n, key });
      if (first) latencies.push({ sentAt, ms: Date.now() - sentAt });
    }
  };
  await Promise.all(Array.from({ length: chains }, (_, i) => chain(Math.floor(i / AGGREGATES), i % AGGREGATES)));
  return latencies;
}

interface Asking {
  port: () => number;
  history: History;
  key: string;
  goOn: () => boolean;
}

/** ms for which a count is tried once nothing is broken any more. */
const PATIENCE = 60_000;

/** True when the first attempt was the one. */
async function untilAcknowledged({ port, history, key, goOn }: Asking, body: object): Promise<boolean> {
  let end = Date.now() + PATIENCE;
  for (let attempt = 1; ; attempt++) {
    try {
      const { status, text } = await postOne(port(), body);
      if (status === 201) {
        history.add({ k: 'ack', key, id: key, answer: text, attempt });
        return attempt === 1;
      }
      history.add({ k: 'failed', key, code: String(status), attempt });
    } catch (error) {
      history.add({ k: 'failed', key, code: (error as { code?: string }).code ?? 'cut', attempt });
    }
    if (goOn()) end = Date.now() + PATIENCE;
    if (Date.now() > end) return false;
    await pause(Math.min(500, 40 * attempt));
  }
}

export function postOne(port: number, body: object): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const request = ask({ host: '127.0.0.1', port, method: 'POST', path: '/', headers, timeout: 8_000 }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error('late'), { code: 'late' })));
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

/** Asks every acknowledged key of the last count of each aggregate once more: the answer must be the same (I5). */
export async function askAgain(line: Line, history: History): Promise<void> {
  const last = new Map<string, { aggregate: string; n: number; key: string }>();
  const acked = new Set(history.lines.flatMap((one) => (one.k === 'ack' ? [one.key] : [])));
  for (const one of history.lines) {
    if (one.k === 'write' && one.aggregate && one.n && acked.has(one.key))
      last.set(one.aggregate, { aggregate: one.aggregate, n: one.n, key: one.key });
  }
  const program = line.writers.find(({ alive }) => alive);
  if (!program) return;
  await comes(async () => {
    const [first] = last.values();
    return !first || (await postOne(program.port, first)).status === 201;
  }, 10_000);
  for (const body of last.values()) {
    const answer = await postOne(program.port, body).catch(() => undefined);
    if (answer?.status === 201) history.add({ k: 'ack', key: body.key, id: body.key, answer: answer.text, attempt: 0 });
  }
}
