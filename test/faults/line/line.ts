import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBus, provision } from '@spil/messaging';
import { connectMongo, type Db } from '@spil/mongo';
import { startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import type { Arm } from '../arm/main';
import { bundle } from '../tools/bundles';
import { Program } from '../tools/program';
import { Proxy } from '../tools/proxy';
import { LINE_STREAM, linePlan, type Flaw, type LineSettings } from './contract';

export interface LineOptions {
  flaws?: readonly Flaw[];
  /** Put a proxy before the bus or the database of a half. */
  proxies?: readonly ('writer-nats' | 'writer-mongo' | 'listener-nats' | 'listener-mongo')[];
  writers?: number;
  listeners?: number;
  settings?: Partial<LineSettings>;
  writerArms?: readonly Arm[];
  listenerArms?: readonly Arm[];
  /** Started again by themselves when they die, after ms. */
  againAfter?: number;
  natsConfig?: (at: { port: number; storeDir: string }) => string;
  /** ms of the broker's memory for message ids. */
  duplicateWindow?: number;
  maxDeliver?: number;
  /** What the listener may hold unsettled, where it is not what the suite gives it. */
  maxAckPending?: number;
  /** Copies of each stream on a cluster, where they are not as many as it has brokers. */
  copies?: number;
  /** Somebody else's bus: a cluster. */
  bus?: { url: string; admin: string; replicas: number };
}

const quick: Omit<LineSettings, 'nats' | 'mongo' | 'db' | 'flaws'> = {
  ackWait: 2_000,
  handlerDeadline: 60_000,
  workingEvery: 500,
  concurrency: 64,
  delays: [200, 500],
  attempts: 6,
  publishDeadline: 5_000,
};

/** The small bench: a writer and a listener built from the suite's own libraries, with real NATS and a real database. */
export class Line {
  readonly writers: Program[] = [];
  readonly listeners: Program[] = [];
  readonly proxies = new Map<string, Proxy>();
  readonly nats: RunningNats | undefined;
  readonly mongo: RunningMongo;
  readonly admin: NatsConnection;
  readonly db: Db;
  readonly dir = mkdtempSync(join(tmpdir(), 'spil-line-'));

  private constructor(
    { nats, mongo, admin, db }: Servers,
    private readonly url: string,
    private readonly options: LineOptions,
  ) {
    this.nats = nats;
    this.mongo = mongo;
    this.admin = admin;
    this.db = db;
  }

  static async start(options: LineOptions = {}): Promise<Line> {
    const [nats, mongo, writer, listener, arm] = await Promise.all([
      options.bus ? undefined : startNats(options.natsConfig ? { config: options.natsConfig } : {}),
      startMongo(),
      bundle('test/faults/line/writer.ts', { failPoints: true }),
      bundle('test/faults/line/listener.ts', { failPoints: true }),
      bundle('test/faults/arm/main.ts'),
    ]);
    const url = options.bus?.url ?? nats?.url ?? '';
    const admin = await provisioned(url, options);
    const db = await connectMongo({ uri: mongo.uri, db: 'line' });
    const line = new Line({ nats, mongo, admin, db }, url, options);
    try {
      await line.programs({ writer, listener, arm });
    } catch (error) {
      await line.stop();
      throw error;
    }
    return line;
  }

  /** The proxy before the first address of a bus or database; a cluster has one before each (`proxiesOf`). */
  proxy(name: NonNullable<LineOptions['proxies']>[number]): Proxy {
    const [proxy] = this.proxiesOf(name);
    if (!proxy) throw new Error(`this line has no proxy ${name}`);
    return proxy;
  }
  proxiesOf(name: NonNullable<LineOptions['proxies']>[number]): Proxy[] {
    return [...this.proxies].filter(([key]) => key.startsWith(`${name} `)).map(([, proxy]) => proxy);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.writers, ...this.listeners].map((program) => (program.kill(), program.stop())));
    for (const proxy of this.proxies.values()) await proxy.close();
    await this.db.client.close();
    await Promise.race([this.admin.close(), new Promise((late) => setTimeout(late, 1_000).unref())]);
    this.nats?.thaw();
    await Promise.all([this.nats?.stop(), this.mongo.stop()]);
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async programs({ writer, listener, arm }: Record<'writer' | 'listener' | 'arm', string>): Promise<void> {
    const { writers = 1, listeners = 1, againAfter, writerArms, listenerArms } = this.options;
    const make = async (half: 'writer' | 'listener', file: string, n: number): Promise<Program> => {
      const env = { LINE: JSON.stringify(await this.settingsOf(half)) };
      const arms = half === 'writer' ? writerArms : listenerArms;
      const program = new Program({
        name: `${half}-${n}`,
        args: ['--enable-source-maps', '--expose-gc', '--import', arm, file],
        env,
        log: join(this.dir, `${half}-${n}.log`),
        ...(againAfter === undefined ? {} : { againAfter }),
        ...(arms && n === 0 ? { arms } : {}),
      });
      this[`${half}s`].push(program);
      return program;
    };
    for (let n = 0; n < writers; n++) await make('writer', writer, n);
    for (let n = 0; n < listeners; n++) await make('listener', listener, n);
    await Promise.all([...this.writers, ...this.listeners].map((program) => program.start()));
  }

  private async settingsOf(half: 'writer' | 'listener'): Promise<LineSettings> {
    const { flaws = [], settings, proxies = [] } = this.options;
    const one = async (name: string, url: string): Promise<string> => {
      const { protocol, port } = new URL(url);
      const proxy = this.proxies.get(`${name} ${port}`) ?? (await Proxy.to(Number(port)));
      this.proxies.set(`${name} ${port}`, proxy);
      return `${protocol}//127.0.0.1:${proxy.port}`;
    };
    const through = async (name: 'nats' | 'mongo', urls: string): Promise<string> => {
      const key = `${half}-${name}` as const;
      if (!proxies.includes(key)) return urls;
      return (await Promise.all(urls.split(',').map((url) => one(key, url)))).join(',');
    };
    return {
      ...quick,
      ...settings,
      nats: await through('nats', this.url),
      mongo: await through('mongo', this.mongo.uri),
      db: 'line',
      flaws: [...flaws],
    };
  }
}

interface Servers {
  nats: RunningNats | undefined;
  mongo: RunningMongo;
  admin: NatsConnection;
  db: Db;
}

/** Streams and durables of the line, made by the one who may. */
async function provisioned(url: string, options: LineOptions): Promise<NatsConnection> {
  const { bus, settings, maxDeliver, maxAckPending, duplicateWindow } = options;
  const admin = await connectBus({ servers: (bus?.admin ?? url).split(','), service: 'provisioner' });
  await provision(admin, linePlan, {
    ackWait: settings?.ackWait ?? quick.ackWait,
    pinTimeout: 1_000,
    maxBytes: 256 * 1024 ** 2,
    ...(maxDeliver === undefined ? {} : { maxDeliver }),
    ...(bus ? { replicas: options.copies ?? bus.replicas } : {}),
  });
  if (duplicateWindow !== undefined) await forgetful(admin, duplicateWindow);
  if (maxAckPending !== undefined) {
    await (await jetstreamManager(admin)).consumers.update(LINE_STREAM, 'intervention', { max_ack_pending: maxAckPending });
  }
  return admin;
}

/** The broker remembers message ids for this long only. */
async function forgetful(admin: NatsConnection, ms: number): Promise<void> {
  const manager = await jetstreamManager(admin);
  await manager.streams.update(LINE_STREAM, { duplicate_window: nanos(ms) });
}
