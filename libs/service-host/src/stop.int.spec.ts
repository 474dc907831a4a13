import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ClientNats } from '@nestjs/microservices';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { findReferenceContact, inboxPrefix, localSettings, natsConfig, serviceNames, topology, type BusPasswords } from '@spil/contracts';
import { provision } from '@spil/messaging';
import { connectMongo, type Db } from '@spil/mongo';
import { projectRoot, startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RequestClient } from './request-client';
import { processEnvironment } from './standard.config';

// The machine may be busy with other things.
jest.setTimeout(90_000);

const zones = [{ zone: 'amow', teams: [] }];
const secret = (): string => randomBytes(32).toString('base64url');
const passwords = Object.fromEntries([...serviceNames, 'provisioner', 'system'].map((name) => [name, secret()])) as BusPasswords;
const program = join(projectRoot(), 'dist/spec/service-host-child.mjs');

describe('a service that is stopped', () => {
  let nats: RunningNats;
  let mongo: RunningMongo;
  let admin: NatsConnection;
  let db: Db;
  let child: ChildProcess;
  let said: string;
  let errors: string;

  beforeAll(async () => {
    await build({
      entryPoints: [join(projectRoot(), 'libs/service-host/src/test-kit/child-service.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      tsconfig: join(projectRoot(), 'tsconfig.base.json'),
    });
    mongo = await startMongo();
    db = await connectMongo({ uri: mongo.uri, db: 'spil_wijk' });
  });
  afterAll(async () => {
    await db.client.close();
    await mongo.stop();
  });
  beforeEach(async () => {
    const config = (at: { port: number; storeDir: string }): string =>
      natsConfig({ ...localSettings(at.storeDir, at.port), syncInterval: '2m' }, zones, passwords);
    nats = await startNats({ config });
    admin = await connect({ servers: nats.url, user: 'provisioner', pass: passwords.provisioner, maxReconnectAttempts: -1 });
    await provision(admin, topology(zones), { maxBytes: 64 * 1024 ** 2 });
    await startChild();
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await admin.close();
    await nats.stop();
  });

  const startChild = async (): Promise<void> => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const environment = {
      NATS_URL: nats.url,
      NATS_USER: 'wijk',
      NATS_PASSWORD: passwords.wijk,
      MONGODB_URI: mongo.uri,
      LOG_LEVEL: 'warn',
      PRODUCER_KEY: secret(),
      PRODUCER_KEYS: JSON.stringify(Object.fromEntries(serviceNames.map((name) => [name, secret()]))),
      SEAL_KEYS: JSON.stringify(Object.fromEntries(serviceNames.map((name) => [name, randomBytes(32).toString('base64')]))),
      CALLER_PUBLIC_KEY: JSON.stringify(publicKey.export({ format: 'jwk' })),
      TOPOLOGY: JSON.stringify(zones),
    };
    [said, errors] = ['', ''];
    child = spawn(process.execPath, [program], { env: { ...processEnvironment(), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.on('data', (bytes) => (said += String(bytes)));
    child.stderr?.on('data', (bytes) => (errors += String(bytes)));
    await until(() => said.includes('ready'));
  };
  const until = async (check: () => boolean | Promise<boolean>): Promise<void> => {
    for (const end = performance.now() + 30_000; !(await check());) {
      if (performance.now() > end || child.exitCode !== null) throw new Error(`never came true: ${said} ${errors}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  /** Sends SIGTERM; answers how the process ended, or that it did not within this time. */
  const ended = (ms: number): Promise<number | null | 'not'> => {
    const end = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill('SIGTERM');
    return Promise.race([end, new Promise<'not'>((resolve) => setTimeout(() => resolve('not'), ms).unref())]);
  };
  const sent = () => db.collection('clocks').countDocuments({ 'sent.0': { $exists: true } });
  const waiting = () => db.collection('clocks').countDocuments({ pendingSince: { $exists: true } });

  it('ends within seconds though the broker is gone, and keeps what it could not send', async () => {
    await until(async () => (await sent()) > 0);
    await nats.kill();
    await until(async () => (await waiting()) > 20);
    expect({ code: await ended(10_000), errors }).toEqual({ code: 0, errors: '' });
    expect(await waiting()).toBeGreaterThan(20);
  });

  it('ends within seconds though the broker stands still and has not been missed yet', async () => {
    await until(async () => (await sent()) > 0);
    nats.freeze();
    expect({ code: await ended(25_000), errors }).toEqual({ code: 0, errors: '' });
    nats.thaw();
  });

  it('answers the request it has in hand before it goes, and tells whoever asks meanwhile to come back', async () => {
    const gateway = { user: 'gateway', pass: passwords.gateway, inboxPrefix: inboxPrefix('gateway') };
    const client = new ClientNats({ servers: [nats.url], ...gateway });
    await client.connect();
    const ask = () => new RequestClient(client).ask(findReferenceContact, 'amow', { address: 'Markt 1' });
    const first = ask();
    await until(() => said.includes('asked'));
    const end = ended(10_000);
    const answered = { value: { wijkName: 'Markt', municipality: 'Spilbeek' } };
    const refused = { problem: { code: 'unavailable' } };
    // Until it has heard that it must go it takes what is asked: then it answers that too.
    const later: ReturnType<typeof ask>[] = [];
    let isTold = false;
    await until(() => {
      const one = ask();
      later.push(one);
      void one.then((answer) => (isTold ||= 'problem' in answer));
      return isTold;
    });
    expect(await first).toEqual(answered);
    for (const answer of await Promise.all(later)) expect([answered, refused]).toContainEqual(answer);
    expect({ code: await end, errors }).toEqual({ code: 0, errors: '' });
    await client.close();
  });
});
