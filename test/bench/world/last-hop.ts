import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startNats } from '@spil/testing';
import type { Bench } from '../bench';
import { pinned } from '../machine';
import { answer, talkTo, word, type Talking } from '../processes';
import type { Asked, ClientsPlan, Heard } from './clients-plan';
import { GatewayWorld, visible } from './gateway-world';

/** Who carries the last hop: ours, Nest's `@Sse` and raw writes, both on core NATS. */
export type Fan = 'spil' | 'D' | 'X';
export const fans: Fan[] = ['spil', 'D', 'X'];

/** A last hop under test: the process that holds the browsers, and how a numbered frame is given to it. */
export interface Hop {
  fan: Fan;
  pid: number;
  clients: Omit<ClientsPlan, 'clients'>;
  /** Of everybody, where they must say who they are. */
  tokens?: readonly string[];
  put(n: number): Promise<unknown>;
  putMany(from: number, count: number): Promise<unknown>;
  stop(): Promise<unknown>;
}

export async function hopOf(bench: Bench, fan: Fan, people: number): Promise<Hop> {
  if (fan === 'spil') return ourHop(bench, people);
  const nats = await startNats();
  bench.serves(nats.title, 'core NATS, stores nothing');
  const admin = await connect({ servers: nats.url, noAsyncTraces: true });
  const program = fan === 'D' ? await bench.peer('by-the-book') : await bench.program('test/bench/world/raw-sse.ts');
  const child = talkTo(await pinned(nats.pid), [program, JSON.stringify({ role: 'gateway', nats: nats.url })]);
  const { url } = await answer<{ url: string }>(child);
  const stop = bench.atEnd(async () => {
    child.child.kill('SIGKILL');
    await admin.close();
    await nats.stop();
  });
  // Nest's transport puts the pattern beside the data.
  const body = (n: number): Buffer =>
    fan === 'X' ? visible(n) : Buffer.concat([Buffer.from('{"pattern":"item.shared","data":'), visible(n), Buffer.from('}')]);
  const put = (n: number): Promise<void> => Promise.resolve(admin.publish('item.shared', body(n)));
  return {
    fan,
    pid: child.pid,
    clients: { url: fan === 'X' ? url : `${url}/feed`, resumes: false },
    put,
    putMany: (from, count) => sendAll(admin, put, from, count),
    stop,
  };
}

async function sendAll(bus: NatsConnection, put: (n: number) => Promise<void>, from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++) await put(n);
  await bus.flush();
}

export async function ourHop(bench: Bench, people: number, nodeArgs: readonly string[] = []): Promise<Hop> {
  const world = await GatewayWorld.start(bench, people, nodeArgs);
  const clients = { url: `${world.url}/v1/feed`, resumes: true };
  return {
    fan: 'spil',
    pid: world.gateway.pid,
    clients,
    tokens: await world.tokens(people),
    put: (n) => world.frame(n),
    putMany: (from, count) => world.frames(from, count),
    stop: world.stop,
  };
}

/** The process that plays the browsers of a hop. */
export class Browsers {
  private constructor(private readonly child: Talking) {}

  static async start(bench: Bench, hop: Hop, clients: number): Promise<Browsers> {
    const plan: ClientsPlan = { ...hop.clients, clients };
    const child = talkTo([], [await bench.program('test/bench/world/clients.ts'), JSON.stringify(plan)]);
    await word(child, 'ready');
    const browsers = new Browsers(child);
    if (hop.tokens) await browsers.ask({ step: 'tokens', tokens: hop.tokens.slice(0, clients) });
    return browsers;
  }

  async ask(asked: Asked): Promise<Heard> {
    this.child.write(JSON.stringify(asked));
    const heard = await answer<Heard>(this.child);
    if (heard.error !== undefined) throw new Error(`browsers: ${heard.error}`);
    return heard;
  }

  async stop(): Promise<void> {
    this.child.child.stdin?.end();
    await this.child.ended;
  }
}
