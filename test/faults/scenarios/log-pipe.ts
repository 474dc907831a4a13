// F35: the reader of a service's log stands still.
import { spawn } from 'node:child_process';
import { Api } from '@spil/local';
import { comes, quantile } from '../tools/wait';
import { worldScenario, type Scene } from '../world/run';
import { lostFrame } from './spoiled';
import { waitsForLog } from './wrong';

/** Refusals that are logged, a line each: more than any pipe holds. Answers how many were refused as they should be. */
async function fillLog(url: string, token: string): Promise<number> {
  const forged = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, 'last-event-id': 'x'.repeat(200) };
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await response?.body?.cancel();
    return response?.status === 400 ? 1 : 0;
  };
  let refused = 0;
  for (let i = 0; i < 40; i++) {
    const answers = await Promise.all(Array.from({ length: 50 }, forged));
    refused += answers.reduce((sum, n) => sum + n, 0);
    // It no longer answers: nothing more can be written either.
    if (!answers.includes(1)) break;
  }
  return refused;
}

/** F35: a gateway whose log goes into a pipe that nobody empties any more. */
async function logBlocked({ world, run }: Scene): Promise<void> {
  const plan = await world.planOf('gateway');
  const reader = spawn('cat', [], { stdio: ['pipe', 'ignore', 'ignore'] });
  const env = { ...plan.env, LOG_LEVEL: 'debug', PATH: process.env['PATH'] ?? '', HTTP_PORT: '0' };
  const { port } = new URL(world.ready.api);
  const child = spawn(process.execPath, [...plan.args], {
    env: { ...env, HTTP_PORT: String(Number(port) + 1) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.pipe(reader.stdin, { end: false });
  const base = `http://127.0.0.1:${Number(port) + 1}`;
  const asked = async (): Promise<number> => {
    const began = performance.now();
    await (await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(2_000) })).text();
    return performance.now() - began;
  };
  try {
    run.history.claim('it runs', await comes(async () => (await asked()) >= 0, 20_000), 'ready');
    const some = async (): Promise<number> => {
      const all: number[] = [];
      // One that is not answered at all took for ever; a few of them tell enough.
      for (let i = 0; i < 200 && all.filter((ms) => ms === Infinity).length < 5; i++) all.push(await asked().catch(() => Infinity));
      return Math.round(quantile(all, 0.99));
    };
    const before = await some();
    for (const stream of [child.stdout, child.stderr]) stream.unpipe(reader.stdin);
    for (const stream of [child.stdout, child.stderr]) stream.pause();
    reader.kill('SIGSTOP');
    run.history.add({ k: 'fault', what: 'nobody reads the log any more' });
    const lines = await fillLog(`${base}/v1/feed`, await new Api(world.ready, 'crew-1').accessToken());
    run.history.claim('2,000 lines more than anybody reads', lines === 2_000, lines);
    const during = await some();
    run.history.claim('it goes on serving, p99 ≤ 1.2 ×', during <= Math.max(60, before * 1.2), `${before} → ${during} ms`);
  } finally {
    child.kill('SIGKILL');
    reader.kill('SIGKILL');
  }
}

export const logPipeBlocked = worldScenario({
  id: 'F35',
  title: 'nobody reads the log pipe',
  load: { rate: 8, seconds: 3 },
  rules: { traces: true },
  fault: logBlocked,
  builtWrong: waitsForLog,
  controls: [lostFrame],
});
