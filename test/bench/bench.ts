import { existsSync } from 'node:fs';
import { connect } from '@nats-io/transport-node';
import { startNats, type NatsOptions, type RunningNats } from '@spil/testing';
import { Broker } from './broker';
import type { Peer } from './contenders/plan';
import { buildProgram, flushOf, installPeer, pinned } from './machine';
import type { Outcome } from './outcome';
import type { Place } from './run-one';

/** What a scenario may ask for. */
export interface BenchOptions {
  rounds: number | undefined;
  /** Instead of the scenario's own number of messages. */
  messages: number | undefined;
  smoke: boolean;
}

/** One scenario of performance.md. */
export interface Scenario {
  id: string;
  title: string;
  run(bench: Bench): Promise<Outcome>;
}

/** Contenders with packages of their own, and the folder these are in. */
const folders: Partial<Record<Peer, string>> = { H: 'horizon', 'H+': 'horizon', P: 'plugins' };

/** A place with an end. */
export type OwnPlace = Place & { stop: () => Promise<void> };

/** What scenarios share: where the project is, programs built or fetched once, servers that are stopped whatever happens. */
export class Bench {
  private readonly made = new Map<string, Promise<string>>();
  private readonly stops: (() => Promise<unknown>)[] = [];
  /** Servers of the scenario that runs and when they flush to disk, as they are to be printed beside its figures. */
  readonly servers = new Set<string>();

  constructor(
    readonly root: string,
    readonly options: BenchOptions,
    readonly say: (line: string) => void,
  ) {}

  /** Full size, or the small one of a smoke run. */
  size<T>(full: T, small: T): T {
    return this.options.smoke ? small : full;
  }
  rounds(full: number, small = 2): number {
    return this.options.rounds ?? this.size(full, small);
  }

  /** A program of ours by its source, bundled once; again where the start of a suite has cleared it away. */
  async program(entry: string): Promise<string> {
    const make = (): Promise<string> => buildProgram(this.root, entry);
    const file = await this.once(entry, make);
    if (existsSync(file)) return file;
    this.made.delete(entry);
    return this.once(entry, make);
  }
  /** A peer with packages of its own, fetched once. */
  peer(name: string): Promise<string> {
    return this.once(`peer ${name}`, () => installPeer(this.root, name, this.say));
  }

  /** A broker of its own for message scenarios; `stop` ends it, at the latest when the bench ends. */
  async place(options: NatsOptions = {}): Promise<OwnPlace> {
    return this.placeOn([await startNats(options)], options.config?.({ port: 0, storeDir: '' }));
  }

  /** The same on servers started already, with their configuration where it is not the plain one; streams have as many copies as there are servers. */
  async placeOn(servers: readonly RunningNats[], config?: string): Promise<OwnPlace> {
    const [nats] = servers;
    if (!nats) throw new Error('a place needs a server');
    const flush = `${servers.length === 1 ? 'one copy' : `${servers.length} copies`}, ${flushOf(config)}`;
    this.serves(nats.title, flush);
    const admin = await connect({ servers: nats.url, noAsyncTraces: true });
    const stop = this.atEnd(async () => {
      await admin.close();
      for (const server of servers) await server.stop();
    });
    const program = (peer: Peer): Promise<string> => {
      const folder = folders[peer];
      return folder === undefined ? this.program('test/bench/contenders/entry.ts') : this.peer(folder);
    };
    const broker = await Broker.of(admin, servers.length);
    return { admin, url: nats.url, broker, flush, serverPid: nats.pid, pin: await pinned(nats.pid), program, stop };
  }

  /** A server takes part: what it is, and when what it acknowledges is on the disk. */
  serves(title: string, flush: string): void {
    this.servers.add(`${title}: ${flush}`);
  }

  /** Something to stop: by the answer, or when the bench ends. */
  atEnd(stop: () => Promise<unknown>): () => Promise<void> {
    let stopped: Promise<unknown> | undefined;
    const once = (): Promise<unknown> => (stopped ??= stop());
    this.stops.push(once);
    return async () => void (await once());
  }

  async close(): Promise<void> {
    for (const stop of this.stops.reverse()) await stop().catch((error: unknown) => this.say(`while stopping: ${String(error)}`));
  }

  private once(key: string, make: () => Promise<string>): Promise<string> {
    const made = this.made.get(key) ?? make();
    this.made.set(key, made);
    return made;
  }
}
