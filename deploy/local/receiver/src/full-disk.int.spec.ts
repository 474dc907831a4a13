import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Segments } from './store/segments';
import { keepTidy } from './store/tidying';

const MAIN = 'dist/deploy/local/receiver/full-disk.js';
let dataDir: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'spil-receiver-full-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** No file may grow above 400 kB: to a program that is what a full disk is. */
const startCramped = async (): Promise<string> => {
  const built = spawnSync(process.execPath, ['.config/build.mjs', 'deploy/local/receiver/src/main.ts', MAIN], { encoding: 'utf8' });
  expect(built.stderr).toBe('');
  const env = { ...process.env, NODE_OPTIONS: '', HTTP_PORT: '0', DATA_DIR: dataDir };
  child = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f 400; exec "${process.execPath}" ${MAIN}`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url) return url;
  }
  throw new Error('the receiver ended before it was ready');
};

const spansFrom = (first: number): string => {
  const spans = Array.from({ length: 200 }, (_, n) => ({
    traceId: (first + n).toString(16).padStart(32, '1'),
    spanId: '00f067aa0ba902b7',
    name: 'x',
    startTimeUnixNano: `${Date.now()}000000`,
    endTimeUnixNano: `${Date.now() + 5}000000`,
  }));
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'wijk' } }] };
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
};

describe('on a full disk the receiver', () => {
  const here = process.platform === 'win32' ? it.skip : it;

  here('refuses what it cannot keep, goes on answering, and stops when it is asked to', async () => {
    const url = await startCramped();
    const headers = { 'content-type': 'application/json' };
    const statuses: number[] = [];
    for (let batch = 0; batch < 30; batch++)
      statuses.push((await fetch(`${url}/v1/traces`, { method: 'POST', headers, body: spansFrom(batch * 200) })).status);
    expect(statuses.filter((status) => status === 500).length).toBeGreaterThan(5);
    const found = (await (await fetch(`${url}/api/services`)).json()) as { data: string[] };
    expect(found.data).toEqual(['wijk']);
    const told = (await (await fetch(`${url}/healthz`)).json()) as { droppedSpans: number };
    expect(told.droppedSpans).toBe(200 * statuses.filter((status) => status !== 200).length);
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('forgets old files also when no new one can be made', async () => {
    let now = Date.now();
    const segments = new Segments(dataDir, { days: 1, bytes: 1e9 }, () => now);
    for (let day = 0; day < 2; day++) {
      now += 86_400_000;
      await segments.tidy();
    }
    const [oldest = ''] = readdirSync(dataDir).sort();
    now += 86_400_001;
    mkdirSync(join(dataDir, `seg-${String(now).padStart(15, '0')}.mdb`));
    await expect(segments.tidy()).rejects.toThrow();
    expect(existsSync(join(dataDir, oldest))).toBe(false);
    await segments.close();
  });

  it('tidies again after a round that failed', async () => {
    let rounds = 0;
    const tidy = (): Promise<void> => (++rounds === 1 ? Promise.reject(new Error('no space left')) : Promise.resolve());
    const rest = keepTidy(tidy, 5);
    while (rounds < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await rest();
  });
});
