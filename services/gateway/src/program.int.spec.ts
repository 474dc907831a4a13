import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenCases, type TokenCases } from '@spil/identity';
import { freePort, projectRoot, startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import { makeKeys, settingsOf, type Keys } from './test-kit/keys';
import { Producers } from './test-kit/producers';
import { until } from './test-kit/world';

const root = projectRoot();
const bundle = join(root, 'dist', 'test', `gateway-${process.pid}.js`);

/** The built program as the launcher starts it: its own process, environment and exit code. */
describe('the program', () => {
  let nats: RunningNats;
  let mongo: RunningMongo;
  let provider: Server;
  let tokens: TokenCases;
  let keys: Keys;
  let env: Record<string, string>;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, '.config/build.mjs'), 'services/gateway/src/main.ts', bundle], { cwd: root });
    keys = makeKeys();
    [nats, mongo, tokens] = await Promise.all([
      startNats({ config: keys.natsConfig }),
      startMongo(),
      tokenCases(Math.floor(Date.now() / 1000)),
    ]);
    await (await Producers.connect(nats.url, keys)).close();
    provider = createServer((_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(tokens.jwks)),
    );
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const jwks = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/keys`;
    env = { ...settingsOf(keys, { nats, mongo }), OIDC_JWKS_URL: jwks, HTTP_PORT: String(await freePort()) };
  }, 60_000);
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    provider.close();
    await Promise.all([nats.stop(), mongo.stop()]);
    rmSync(bundle, { force: true });
    rmSync(`${bundle}.map`, { force: true });
  });

  const start = (more: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [bundle], { cwd: root, env: { PATH: process.env['PATH'], ...env, ...more } });
    started.push(child);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    return { child, ended, output: () => output };
  };
  const at = (path: string): string => `http://127.0.0.1:${env['HTTP_PORT']}${path}`;
  const ready = () => until(async () => (await fetch(at('/readyz')).catch(() => undefined))?.status === 200, 'ready', 30_000);

  it('starts, takes tokens by the provider’s keys, and after SIGTERM twice ends once, with code 0', async () => {
    const { child, ended, output } = start();
    await ready();
    const token = await tokens.but({ sub: 'inspector-1' });
    const feed = await fetch(at('/v1/feed'), { headers: { authorization: `Bearer ${token}` } });
    expect(feed.status).toBe(200);
    const said = feed.text();
    child.kill('SIGTERM');
    child.kill('SIGTERM');
    expect(await said).toContain('"reason":"stopping"');
    expect(await ended).toBe(0);
    for (const secret of [env['NATS_PASSWORD'], env['PRODUCER_KEY'], token]) expect(output()).not.toContain(secret as string);
  }, 60_000);

  it('names what is missing in one sentence and ends with EX_CONFIG', async () => {
    const { ended, output } = start({ OIDC_ISSUER: '' });
    expect(await ended).toBe(78);
    expect(output()).toContain('OIDC_ISSUER is missing');
    expect(output()).toContain('services/gateway/README.md');
  }, 30_000);

  it('refuses to run with a bus user who may read what it must not', async () => {
    const { ended, output } = start({ NATS_USER: 'provisioner', NATS_PASSWORD: keys.passwords.provisioner });
    expect(await ended).not.toBe(0);
    expect(output()).toContain('refusing to start');
  }, 30_000);
});
