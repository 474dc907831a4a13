import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { freshFolder } from './testing/in-process';

const MAIN = 'dist/libs/embedded-mongo/main.js';
const ROUNDS = 4;
const dir = freshFolder();
const children: ChildProcess[] = [];

/** Starts the server as a process of its own and waits for its one line. */
async function start(...more: string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--dir', dir, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  child.stderr.resume();
  for await (const line of createInterface({ input: child.stdout })) {
    const { ready, port } = JSON.parse(line) as { ready: boolean; port: number };
    if (ready) return { child, port };
  }
  throw new Error('the server ended before it was ready');
}

const gone = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => ((child.exitCode ?? child.signalCode) ? resolve(child.exitCode) : child.once('exit', resolve)));
const connect = (port: number, auth = ''): mongoose.mongo.MongoClient =>
  new mongoose.mongo.MongoClient(`mongodb://${auth}127.0.0.1:${port}`, { retryWrites: false, serverSelectionTimeoutMS: 1500 });
interface Row {
  _id: string;
  version?: number;
  [field: string]: unknown;
}

beforeAll(() => {
  const built = spawnSync(process.execPath, ['.config/build.mjs', 'libs/embedded-mongo/src/main.ts', MAIN], { encoding: 'utf8' });
  expect(built.stderr).toBe('');
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

describe('the server as a process', () => {
  it('loses no acknowledged write and turns no version back when it is killed with −9 under load', async () => {
    const acknowledged: string[] = [];
    let version = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      const { child, port } = await start();
      const client = connect(port);
      const rows = client.db('k').collection<Row>('rows', { writeConcern: { w: 'majority', j: true } });
      const kept = new Set((await rows.find({}, { projection: { _id: 1 } }).toArray()).map((row) => row._id));
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
      expect((await rows.findOne({ _id: 'version' }))?.version ?? 0).toBeGreaterThanOrEqual(version);
      if (round === 0) {
        await rows.createIndex({ round: 1, n: 1 }, { unique: true });
        await rows.insertOne({ _id: 'version', version: 0 });
      }
      expect(await rows.countDocuments({ round: { $gte: 0 } })).toBe(kept.size - (kept.has('version') ? 1 : 0)); // by the index: it agrees with the documents
      if (round === ROUNDS) {
        await client.close();
        child.kill('SIGTERM');
        expect(await gone(child)).toBe(0);
        break;
      }
      let open = true;
      const [rowsBefore, versionBefore] = [acknowledged.length, version];
      const writers = Array.from({ length: 16 }, async (_, w) => {
        for (let n = 0; open; n++) {
          const _id = `${round}-${w}-${n}`;
          await rows.insertOne({ _id, round, n: w * 1e6 + n, body: 'x'.repeat(300) });
          acknowledged.push(_id);
        }
      });
      const counter = (async () => {
        for (;;) {
          const now = (await rows.findOne({ _id: 'version' }))?.version ?? 0;
          if (await rows.findOneAndUpdate({ _id: 'version', version: now }, { $set: { version: now + 1 } })) version = now + 1;
        }
      })();
      // Under load, whatever the machine does besides: and then at any moment.
      while (acknowledged.length < rowsBefore + 60 || version < versionBefore + 6) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 700));
      child.kill('SIGKILL');
      open = false;
      await Promise.allSettled([...writers, counter]);
      await client.close().catch(() => undefined);
    }
    expect(acknowledged.length).toBeGreaterThan(200);
    expect(version).toBeGreaterThan(20);
  }, 120_000);

  it('refuses a folder that a living server holds, and takes over what a dead one left', async () => {
    const { child } = await start();
    const second = spawnSync(process.execPath, [MAIN, '--port', '0', '--dir', dir], { encoding: 'utf8', timeout: 20_000 });
    expect([second.status, second.stdout]).toEqual([1, '']);
    expect(second.stderr).toContain(`is in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await gone(child);
    const third = await start();
    third.child.kill('SIGINT');
    expect(await gone(third.child)).toBe(0);
  }, 60_000);

  it('reads its users from a file and says that it is for trial and tests', async () => {
    const file = join(dir, 'users.json');
    writeFileSync(file, JSON.stringify([{ user: 'u', pwd: 'p', db: 'mine' }]));
    const { child, port } = await start('--users', file);
    const client = connect(port, 'u:p@');
    expect(await client.db('mine').collection('c').countDocuments({})).toBe(0);
    await expect(client.db('theirs').collection('c').countDocuments({})).rejects.toMatchObject({ code: 13 });
    await client.close();
    child.kill('SIGTERM');
    await gone(child);
    const usage = spawnSync(process.execPath, [MAIN], { encoding: 'utf8', timeout: 20_000 });
    expect([usage.status, usage.stderr.includes('usage:')]).toEqual([1, true]);
  }, 60_000);
});
