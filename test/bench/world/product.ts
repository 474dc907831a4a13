import { randomBytes } from 'node:crypto';
import { createParser } from 'eventsource-parser';
import { listNeighbourhoods, recordNote } from '@spil/contracts';
import { Api, FeedListener, pointInside } from '@spil/local';
import { startMongo, startNats } from '@spil/testing';
import type { Bench } from '../bench';
import { databaseFlush } from '../machine';
import { answer, fineCpuOf, talkTo, type Talking } from '../processes';
import { ownSuite, type OwnSuite } from './suite';

/** A whole chain from a note to a screen. Notes are numbered by their headline, `n0`, `n1`, … */
export interface Product {
  name: ProductName;
  /** Posts note `n`; resolves when it is acknowledged. */
  post(n: number): Promise<void>;
  /** CPU ms its processes have used so far, by name. */
  cpu(): Record<string, number>;
  /** Traces of notes that were posted, where there are any. */
  traces?: { base: string; ids: string[] };
  stop(): Promise<void>;
}
export type ProductName = 'spil' | 'D' | 'O-poll' | 'O-notify';
/** Hears of every note on the screen. */
export type Arrived = (n: number) => void;

const numberIn = (data: unknown): number => {
  const headline = (data as { headline?: unknown }).headline;
  return typeof headline === 'string' && /^n\d+$/.test(headline) ? Number(headline.slice(1)) : -1;
};

/** The suite as it is started for people: inspectors post, a crew's screen is open. */
export async function spilProduct(bench: Bench, arrived: Arrived, suite?: OwnSuite): Promise<Product & { suite: OwnSuite }> {
  const own = suite ?? (await ownSuite(bench));
  const { ready } = own;
  const inspectors = [new Api(ready, 'inspector-1'), new Api(ready, 'inspector-2')];
  const point = await pointOf(inspectors[0] as Api);
  const feed = new FeedListener(new Api(ready, 'crew-1'), {
    onFrame: ({ event, data }) => {
      if (event === 'briefing') arrived(numberIn(data));
    },
  });
  await Promise.all([feed.ready(), ...inspectors.map((one) => one.accessToken())]);
  const ids: string[] = [];
  const run = randomBytes(4).toString('hex');
  return {
    name: 'spil',
    suite: own,
    async post(n) {
      const note = { ...recordNote.sample.request, point, observedAt: new Date().toISOString(), headline: `n${n}` };
      const traceId = randomBytes(16).toString('hex');
      if (n % 5 === 0) ids.push(traceId);
      const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
      await (inspectors[n % 2] as Api).ask(recordNote, note, { traceparent, idempotencyKey: `${run}-${n}` });
    },
    cpu: () => Object.fromEntries([...own.names().flatMap((name) => cpuOf(own, name)), benchCpu()]),
    traces: { base: ready.traces, ids },
    async stop() {
      feed.close();
      if (!suite) await own.stop();
    },
  };
}

function cpuOf(suite: OwnSuite, name: string): [string, number][] {
  try {
    return [[name, fineCpuOf(suite.pidOf(name))]];
  } catch {
    // Ended since it was listed.
    return [];
  }
}

/** Who posts and who looks at the screen share the machine with what is measured. */
function benchCpu(): [string, number] {
  const { user, system } = process.cpuUsage();
  return ['this bench', (user + system) / 1_000];
}

/** A place in the half of the zone the demo crew of the north covers. */
async function pointOf(api: Api): Promise<[number, number]> {
  const { features } = await api.ask(listNeighbourhoods, {});
  const wijk = features.find((feature) => feature.properties.inspector === 'Ina Demo') ?? features[0];
  if (!wijk) throw new Error('the demo zone has no wijk');
  return pointInside(wijk.geometry, 1);
}

/** Peer D, or O's relay in the same chain: three processes on a broker and a database of their own. */
export async function bookProduct(bench: Bench, name: Exclude<ProductName, 'spil'>, arrived: Arrived): Promise<Product> {
  const [nats, mongo] = await Promise.all([startNats(), startMongo()]);
  bench.serves(nats.title, 'core NATS, stores nothing');
  bench.serves(mongo.title, databaseFlush);
  const program = await bench.peer('by-the-book');
  const uri = mongo.uri;
  const roles = ['notes', 'routing', 'gateway'];
  const children = roles.map((role) => talkTo([], [program, JSON.stringify({ role, variant: name, nats: nats.url, mongo: uri })]));
  const [notes, , gateway] = await Promise.all(children.map((child: Talking) => answer<{ url: string }>(child)));
  const closer = new AbortController();
  await listen(`${gateway?.url}/feed`, arrived, closer.signal);
  const stop = bench.atEnd(async () => {
    closer.abort();
    for (const { child } of children) child.kill('SIGKILL');
    await Promise.all([nats.stop(), mongo.stop()]);
  });
  return {
    name,
    async post(n) {
      const { fact, point } = recordNote.sample.request;
      const body = { headline: `n${n}`, fact, theme: 'drugs', lon: point[0], lat: point[1], observedAt: new Date().toISOString() };
      const response = await fetch(`${notes?.url}/notes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    },
    cpu: () => {
      const own = children.map(({ pid }, i): [string, number] => [roles[i] as string, fineCpuOf(pid)]);
      return Object.fromEntries([...own, ...(nats.pid === undefined ? [] : [['nats', fineCpuOf(nats.pid)]]), benchCpu()]);
    },
    stop,
  };
}

async function listen(url: string, arrived: Arrived, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal });
  const parser = createParser({ onEvent: ({ data }) => arrived(numberIn(JSON.parse(data === '' ? '{}' : data))) });
  void (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) parser.feed(decoder.decode(chunk, { stream: true }));
    } catch {
      // Closed by us.
    }
  })();
}
