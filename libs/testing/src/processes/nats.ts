import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choices } from './choice';
import { startChild, type Child } from './child';
import { freePort } from './free-port';
import { startContainer } from './container';

export interface NatsOptions {
  /** The whole configuration, made for this port and folder; without it an open server with JetStream. */
  config?: (at: { port: number; storeDir: string }) => string;
}

/** A real nats-server with JetStream on a port of its own. */
export interface RunningNats {
  readonly url: string;
  readonly port: number;
  /** Process to measure; undefined in a container. */
  readonly pid: number | undefined;
  /** What was started: "nats-server 2.15.2 on the PATH". */
  readonly title: string;
  /** SIGKILL; the data stay. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** SIGSTOP and SIGCONT: the connections stay open and nobody answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it and takes its data away. */
  stop(): Promise<void>;
}

const open = ({ port, storeDir }: { port: number; storeDir: string }): string =>
  `host: 127.0.0.1\nport: ${port}\njetstream { store_dir: ${JSON.stringify(storeDir)}, max_file_store: 8GB }\n`;

/** Starts a nats-server: from the provider list, so a container where a Docker engine answers, a process otherwise. */
export async function startNats({ config = open }: NatsOptions = {}): Promise<RunningNats> {
  const { nats } = await choices();
  const port = await freePort();
  const storeDir = mkdtempSync(join(tmpdir(), 'spil-nats-'));
  if (nats.kind === 'docker') return { ...(await inContainer(nats.target, config, storeDir)), title: nats.title };
  const file = join(storeDir, 'server.conf');
  writeFileSync(file, config({ port, storeDir }));
  const begin = (): Promise<Child> => startChild(nats.target, ['-c', file], port);
  let child = await begin();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.signal(signal);
    await child.ended;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid;
    },
    title: nats.title,
    kill: () => end('SIGKILL'),
    restart: async () => void (child = await begin()),
    freeze: () => child.signal('SIGSTOP'),
    thaw: () => child.signal('SIGCONT'),
    async stop() {
      child.signal('SIGCONT');
      await end('SIGTERM');
      rmSync(storeDir, { recursive: true, force: true });
    },
  };
}

async function inContainer(
  image: string,
  config: NonNullable<NatsOptions['config']>,
  storeDir: string,
): Promise<Omit<RunningNats, 'title'>> {
  const text = config({ port: 4222, storeDir: '/data' }).replace('host: 127.0.0.1', 'host: 0.0.0.0');
  const container = await startContainer({ image, port: 4222, command: ['-c', '/etc/spil.conf'], files: { '/etc/spil.conf': text } });
  return {
    url: `nats://127.0.0.1:${container.port}`,
    port: container.port,
    pid: undefined,
    kill: () => container.kill(),
    restart: () => container.restart(),
    freeze: () => void container.freeze(),
    thaw: () => void container.thaw(),
    async stop() {
      await container.stop();
      rmSync(storeDir, { recursive: true, force: true });
    },
  };
}
