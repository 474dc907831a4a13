import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { collectMaxDeliveries, connectBus, provision } from '@spil/messaging';
import { localSettings, natsConfig, topology, type BusPasswords, type ZoneTopology } from '@spil/contracts';
import type { Choice } from '../bootstrap/types';
import { writePrivate } from './files';
import { answers } from './ports';
import { containerName, dockerEnvironment, removeContainer } from './docker';
import { baseEnvironment, type Program } from './program';
import { Refused } from './refused';

/** Most that one stream may hold; publishers are refused above it, and the outbox keeps what they could not send. */
const STREAM_BYTES = 1024 ** 3;
/** The server adds up what all streams might hold, those of zones served earlier too; the disk itself is watched by the launcher. */
const RESERVABLE = '500GB';

export interface NatsPlan {
  readonly dir: string;
  readonly port: number;
  readonly zones: readonly ZoneTopology[];
  readonly passwords: BusPasswords;
}

/** Writes the configuration with every service's user and permissions; for a server of one's own too, which must be started with it. */
export function writeNatsConfig({ dir, port, zones, passwords }: NatsPlan, inContainer: boolean): string {
  const file = join(dir, 'nats.conf');
  const store = join(dir, 'nats');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const settings = { ...localSettings(inContainer ? '/data' : store, port), maxFileStore: RESERVABLE };
  writePrivate(file, natsConfig(inContainer ? { ...settings, host: '0.0.0.0' } : settings, zones, passwords));
  return file;
}

/** The process that is NATS, or nothing when the person's own server is used. */
export function natsProgram(choice: Choice, plan: NatsPlan): Program | undefined {
  const conf = writeNatsConfig(plan, choice.kind === 'docker');
  if (choice.kind === 'url') return undefined;
  const common = { name: 'nats', ready: () => answers(plan.port), readyWithinMs: 60_000, stopWithinMs: 10_000 };
  if (choice.kind === 'binary') return { ...common, command: choice.target, args: ['-c', conf], env: baseEnvironment(process.env) };
  const container = containerName('nats', plan.dir);
  return {
    ...common,
    command: 'docker',
    args: [
      ...['run', '--rm', '--init', '--name', container, '--user', `${userInfo().uid}:${userInfo().gid}`],
      ...['-p', `127.0.0.1:${plan.port}:${plan.port}`, '-v', `${conf}:/etc/spil.conf:ro`, '-v', `${join(plan.dir, 'nats')}:/data`],
      ...[choice.target, 'nats-server', '-c', '/etc/spil.conf'],
    ],
    env: dockerEnvironment(),
    cleanUp: () => removeContainer(container),
  };
}

/**
 * Makes streams and durables as the only bus user who may, and then stays to put aside what the broker gives up delivering.
 * Answers how to leave.
 */
export async function provisionNats(url: string, { zones, passwords, dir }: NatsPlan): Promise<() => Promise<void>> {
  const nc = await connectBus({ servers: url, user: 'provisioner', pass: passwords.provisioner, service: 'provisioner' }).catch(() => {
    throw new Refused(`The NATS server at ${url} does not know Spil's users: start it with -c ${join(dir, 'nats.conf')}`);
  });
  const plan = topology(zones);
  try {
    await provision(nc, plan, { maxBytes: STREAM_BYTES });
    const leave = await collectMaxDeliveries(nc, plan);
    // The bus may be gone already: leaving then is closing.
    return () =>
      Promise.race([leave().catch(() => undefined), new Promise((late) => setTimeout(late, 1_000).unref())]).then(() => nc.close());
  } catch (error) {
    await nc.close();
    throw error;
  }
}
