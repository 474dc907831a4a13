// F12: what an acknowledgement of the broker is worth when the power goes: a call to fsync before each.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { startNats } from '@spil/testing';
import type { Run, Scenario } from '../scenario';
import { comes, pause } from '../tools/wait';

const COUNT = 200;
const config =
  (sync: string) =>
  ({ port, storeDir }: { port: number; storeDir: string }): string =>
    `host: 127.0.0.1\nport: ${port}\njetstream { store_dir: ${JSON.stringify(storeDir)}, max_file_store: 1GB, sync_interval: ${sync} }\n`;

async function countedSyncs(run: Run, sync: 'always' | '2m'): Promise<void> {
  const { history } = run;
  const skip = (what: string): void => history.add({ k: 'skipped', what });
  const there = await promisify(execFile)('strace', ['-V']).then(
    () => true,
    () => false,
  );
  if (!there) return skip('strace is not installed here: fsync cannot be counted');
  const nats = await startNats({ config: config(sync) });
  const dir = mkdtempSync(join(tmpdir(), 'spil-strace-'));
  try {
    if (nats.pid === undefined) return skip('the broker runs in a container: its calls cannot be traced from here');
    history.add({
      ...{
        k: 'run',
        scenario: 'F12',
        seed: run.seed.number,
        title: 'fsync before each acknowledgement',
        mark: 'sync',
        within: 10_000,
        traces: false,
      },
      load: `${COUNT} messages one by one, ${nats.title}, sync_interval ${sync}`,
      consumers: [],
      streams: [{ stream: 'SYNC', kinds: ['count'] }],
    });
    await traced(run, { url: nats.url, pid: nats.pid, out: join(dir, 'calls') });
  } finally {
    await nats.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function traced({ history }: Run, { url, pid, out }: { url: string; pid: number; out: string }): Promise<void> {
  const nc = await connect({ servers: url });
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: 'SYNC', subjects: ['sync'] });
  // What making the stream wrote must not be counted.
  await pause(500);
  const strace = spawn('strace', ['-f', '-p', String(pid), '-e', 'trace=fsync,fdatasync', '-o', out], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  strace.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const attached = await comes(() => said.includes('attached'), 5_000);
  history.claim('strace is attached to the broker', attached, said.trim().split('\n').at(-1) ?? '');
  for (let n = 1; n <= COUNT; n++) {
    const key = `s#${n}`;
    history.add({ k: 'write', key, kind: 'count', token: key, aggregate: 's', n });
    const { seq } = await jetstream(nc).publish('sync', key);
    history.add({ k: 'ack', key, id: key, answer: String(seq), attempt: 1 });
    history.add({ k: 'document', kind: 'count', id: key, token: key });
    history.add({ k: 'stored', stream: 'SYNC', seq, id: key, about: key, aggregate: 's', n });
  }
  history.add({ k: 'healed' });
  const ended = new Promise((resolve) => strace.once('exit', resolve));
  strace.kill('SIGINT');
  await ended;
  await nc.close();
  const syncs = (readFileSync(out, 'utf8').match(/f(data)?sync\(/g) ?? []).length;
  history.claim('at least one fsync for each acknowledged message', syncs >= COUNT, `${syncs} for ${COUNT}`);
  history.add({ k: 'recovered', what: 'counted' });
}

export const durabilityScenarios: Scenario[] = [
  {
    id: 'F12',
    title: 'power loss: fsync before each acknowledgement with sync_interval always (by strace)',
    on: 'own',
    run: (run) => countedSyncs(run, 'always'),
    controls: [
      {
        what: 'the broker’s default of two minutes',
        notices: ['plus'],
        claims: ['at least one fsync'],
        run: (run) => countedSyncs(run, '2m'),
      },
    ],
  },
];
