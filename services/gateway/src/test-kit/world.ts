import type { NatsConnection } from '@nats-io/transport-node';
import { readLogCollection } from '@spil/audit';
import { requestPattern, type FrameContract, type RequestContract, type ServiceName } from '@spil/contracts';
import { tokenCases, type TokenCases } from '@spil/identity';
import { closeMongo, connectMongo } from '@spil/mongo';
import { logTo, throwOnUnlisted } from '@spil/observability';
import { databaseOf } from '@spil/service-host';
import { config } from '../gateway.config';
import { openPlatform } from '../gateway.platform';
import { startGateway, type RunningGateway } from '../start-gateway';
import { makeKeys, settingsOf, type Keys } from './keys';
import { Producers, type Assignment } from './producers';

/** The parts of real servers that are used; handed in by the spec, which alone may know @spil/testing. */
export interface Servers {
  nats: { url: string; kill(): Promise<void>; restart(): Promise<void>; stop(): Promise<void> };
  mongo: { uri: string; stop(): Promise<void> };
}
export type StartServers = (natsConfig: (at: { port: number; storeDir: string }) => string) => Promise<Servers>;
type Init = RequestInit & { as?: string; roles?: string[]; zone?: string };

/** A gateway on real servers, with services played by the test: it stores frames as their producers and answers requests. */
export class World {
  readonly servers: Servers;
  readonly tokens: TokenCases;
  readonly producers: Producers;
  readonly settings: ReturnType<typeof config>;

  private constructor(
    parts: Pick<World, 'servers' | 'tokens' | 'producers' | 'settings'>,
    public gateway: RunningGateway,
  ) {
    this.servers = parts.servers;
    this.tokens = parts.tokens;
    this.producers = parts.producers;
    this.settings = parts.settings;
  }

  /** Starts it all; takes some seconds. `env` is laid over the configuration. */
  static async start(servers: StartServers, env: Record<string, string> = {}): Promise<World> {
    logTo(() => undefined);
    // What a running gateway would silently leave out of a span or line is an error here.
    throwOnUnlisted(true);
    const keys: Keys = makeKeys();
    const [running, tokens] = await Promise.all([servers(keys.natsConfig), tokenCases(Math.floor(Date.now() / 1000))]);
    const producers = await Producers.connect(running.nats.url, keys);
    const settings = config({ ...settingsOf(keys, running), ...env });
    const world = new World({ servers: running, tokens, settings, producers }, await open(settings, tokens));
    await world.isReady();
    return world;
  }

  /** Stores a frame as its owner; the sealed part is sealed for the gateway. Resolves when it is stored. */
  store(contract: unknown, to: { zone?: string; audience: string }, data: object, texts?: object): Promise<void> {
    return this.producers.store(contract as FrameContract, to, data, texts);
  }
  assign(assignment: Partial<Assignment>, zone = 'demo'): Promise<void> {
    return this.producers.assign(assignment, zone);
  }

  /** Plays the owner of a request until told to stop; an undefined reply is silence. */
  answer(contract: unknown, reply: (data: unknown, headers: Map<string, string>) => unknown): () => void {
    const asked = contract as RequestContract;
    const subscription = this.bus(asked.owner).subscribe(requestPattern(asked), {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: unknown }>();
        const headers = new Map([...(message.headers ?? [])].map(([name, [value]]) => [name, value ?? '']));
        const response = reply(data, headers);
        if (response !== undefined) message.respond(JSON.stringify({ id, response, isDisposed: true }));
      },
    });
    return () => subscription.unsubscribe();
  }

  bus = (service: ServiceName): NatsConnection => this.producers.buses.get(service) as NatsConnection;
  token = (sub: string, roles: string[], more: object = {}): Promise<string> => this.tokens.but({ sub, roles, ...more });

  async fetch(path: string, { as, roles = [], zone = 'demo', ...init }: Init = {}): Promise<Response> {
    const bearer = as === undefined ? undefined : await this.tokens.but({ sub: as, roles, zone });
    const headers = { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...(init.headers as Record<string, string>) };
    return fetch(new URL(path, this.gateway.url), { ...init, headers });
  }

  isReady = (): Promise<void> => until(async () => (await this.fetch('/readyz')).status === 200, 'gateway ready');

  async restartGateway(): Promise<void> {
    await this.gateway.stop();
    this.gateway = await open(this.settings, this.tokens);
    await this.isReady();
  }

  async readLines(): Promise<Record<string, unknown>[]> {
    const db = await connectMongo({ uri: this.servers.mongo.uri, db: databaseOf('gateway') });
    const lines = await db.collection(readLogCollection).find({}).sort({ _id: 1 }).toArray();
    await closeMongo(db);
    return lines;
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await this.producers.close();
    await Promise.all([this.servers.nats.stop(), this.servers.mongo.stop()]);
  }
}

const open = async (settings: ReturnType<typeof config>, tokens: TokenCases): Promise<RunningGateway> =>
  startGateway({ ...(await openPlatform(settings)), jwks: tokens.jwks });

/** Waits until something holds, or throws with its name. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, ms = 10_000): Promise<void> {
  const ends = Date.now() + ms;
  while (Date.now() < ends) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${ms} ms for: ${what}`);
}
