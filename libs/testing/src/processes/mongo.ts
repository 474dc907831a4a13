import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { choices, projectRoot } from './choice';
import { startChild, type Child } from './child';
import { startContainer } from './container';
import { freePort } from './free-port';

/** A real MongoDB-compatible server. */
export interface RunningMongo {
  readonly uri: string;
  readonly title: string;
  /** False for a server given by MONGODB_URI: it is not ours to kill. */
  readonly ours: boolean;
  kill(): Promise<void>;
  restart(): Promise<void>;
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** Starts the server the provider list takes: MONGODB_URI as it is, a container, `mongod`, or the embedded store. */
export async function startMongo(): Promise<RunningMongo> {
  const { mongo } = await choices();
  if (mongo.kind === 'url') return foreign(mongo.target, mongo.title);
  if (mongo.kind === 'docker') return inContainer(mongo.target, mongo.title);
  const [command, leading] = mongo.kind === 'embedded' ? [process.execPath, [await embeddedBundle(mongo.target)]] : [mongo.target, []];
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'spil-mongo-'));
  const args =
    mongo.kind === 'embedded'
      ? ['--port', String(port), '--dir', dir]
      : ['--port', String(port), '--dbpath', dir, '--bind_ip', '127.0.0.1'];
  const begin = (): Promise<Child> => startChild(command, [...leading, ...args], port);
  let child = await begin();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.signal(signal);
    await child.ended;
  };
  return {
    uri: `mongodb://127.0.0.1:${port}`,
    title: mongo.title,
    ours: true,
    kill: () => end('SIGKILL'),
    restart: async () => void (child = await begin()),
    freeze: () => child.signal('SIGSTOP'),
    thaw: () => child.signal('SIGCONT'),
    async stop() {
      child.signal('SIGCONT');
      await end('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The embedded store's bundle, built first when it is not there. */
async function embeddedBundle(target: string): Promise<string> {
  const root = projectRoot();
  const bundle = join(root, target);
  if (!existsSync(bundle)) {
    await promisify(execFile)(process.execPath, [join(root, '.config/build.mjs'), 'libs/embedded-mongo/src/main.ts', target], {
      cwd: root,
    });
  }
  return bundle;
}

const refuse = (): never => {
  throw new Error('the server of MONGODB_URI is not ours to stop');
};
const foreign = (uri: string, title: string): RunningMongo => ({
  uri,
  title,
  ours: false,
  kill: refuse,
  restart: refuse,
  freeze: refuse,
  thaw: refuse,
  stop: () => Promise.resolve(),
});

async function inContainer(image: string, title: string): Promise<RunningMongo> {
  const container = await startContainer({ image, port: 27017, command: [] });
  return {
    uri: `mongodb://127.0.0.1:${container.port}/?directConnection=true`,
    title,
    ours: true,
    kill: () => container.kill(),
    restart: () => container.restart(),
    freeze: () => void container.freeze(),
    thaw: () => void container.thaw(),
    stop: () => container.stop(),
  };
}
