import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listBriefings, recordNote } from '@spil/contracts';
import mongoose from 'mongoose';
import { playEvening, startSuite } from '@spil/local';
import { databaseOf } from '@spil/service-host';
import { killHard } from '../processes';
import { aNote, Api, places, secretsOf, Screen, waitFor, type Suite } from '../suite';
import { emptyPages } from './evening-pages';

// A suite of its own: what is broken here is nobody else's, and what others forge is not counted here.
const dir = mkdtempSync(join(tmpdir(), 'spil-doctor-'));
const run = promisify(execFile);
const env = { ...process.env, NODE_OPTIONS: '', SPIL_DIR: dir };
let suite: Suite;
let stop: () => Promise<void>;

interface Finding {
  check: string;
  kind: 'ok' | 'note' | 'fault';
  says: string;
  remedy?: string;
}
/** Exit code 1 on faults is part of the promise. */
async function doctor(...args: string[]): Promise<Finding[]> {
  const outcome = await run(process.execPath, ['deploy/local/bootstrap/doctor.mjs', '--json', ...args], { env, maxBuffer: 2 ** 24 }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );
  const findings = JSON.parse(outcome.stdout.slice(outcome.stdout.indexOf('['))) as Finding[];
  expect(outcome.code).toBe(findings.some(({ kind }) => kind === 'fault') ? 1 : 0);
  return findings;
}
const checked = ['streams', 'durables', 'reconciliation', 'outboxes', 'indexes', 'permissions', 'clocks', 'versions'];
const faults = async (): Promise<string[]> =>
  (await doctor()).filter(({ kind, check }) => kind === 'fault' && checked.includes(check)).map(({ says }) => says);
const refill = async (service: string): Promise<string> =>
  (await run(process.execPath, ['dist/deploy/local/tools/refill.js', service], { env, maxBuffer: 2 ** 24 })).stdout;

let admin: NatsConnection;
let db: mongoose.Connection;
beforeAll(async () => {
  const started = await startSuite(dir, ['--no-evening']);
  suite = started.ready as unknown as Suite;
  stop = started.stop;
  const secrets = secretsOf(suite);
  admin = await connect({ servers: suite.nats, user: 'provisioner', pass: secrets.nats['provisioner'] ?? '', maxReconnectAttempts: -1 });
  const address = new URL(suite.mongo);
  [address.username, address.password] = ['wijk', secrets.mongo['wijk'] ?? ''];
  address.pathname = `/${databaseOf('wijk')}`;
  db = await mongoose.createConnection(address.toString(), { dbName: databaseOf('wijk'), retryWrites: false }).asPromise();
}, 300_000);
afterAll(async () => {
  await Promise.all([admin?.close(), db?.close()]);
  await stop?.();
  rmSync(dir, { recursive: true, force: true });
}, 90_000);

const notes = () => db.collection<{ _id: string; sent: { id: string }[]; outbox: { id: string }[] }>('notes');
/** A note whose event was acknowledged by the broker and marked as sent. */
async function publishedNote(): Promise<{ noteId: string; eventId: string }> {
  const { noord } = await places(suite);
  const { noteId } = await new Api(suite, 'inspector-1').ask(recordNote, aNote(noord));
  const eventId = await waitFor(async () => (await notes().findOne({ _id: noteId }))?.sent[0]?.id, 20_000);
  return { noteId, eventId };
}
/**
 * What a crew sees as its console does it: a frame, or, when it was told after `since` frames to load anew, the list. A note that
 * was stored before the gateway saw that the stream is another one comes only that way.
 */
const sees = (crew: Screen, noteId: string, since: number): Promise<unknown> =>
  waitFor(async () => {
    if (crew.has(noteId)) return true;
    if (!crew.frames.slice(since).some(({ event }) => event === 'reset')) return false;
    const { briefings } = await new Api(suite, 'crew-1').ask(listBriefings, {});
    return briefings.some((briefing) => briefing.noteId === noteId);
  }, 30_000);
const blocks = (stream: string): string[] => {
  const folder = join(suite.dataDir, 'nats/jetstream/SPIL/streams', stream, 'msgs');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.blk'))
    .map((name) => join(folder, name));
};
/** Kills the broker as a power cut would and waits until it is back. */
async function restartBroker(): Promise<void> {
  const reconnected = (async () => {
    for await (const { type } of admin.status()) if (type === 'reconnect') return;
  })();
  killHard(suite, 'nats');
  await reconnected;
  await waitFor(
    async () => (await (await jetstreamManager(admin)).streams.info('DEAD').catch(() => undefined)) !== undefined || undefined,
    20_000,
  );
}

it('the made-up evening of npm start leaves no page empty', async () => {
  const signal = new AbortController().signal;
  await playEvening(suite, { dir, pace: 20, signal, now: () => new Date() });
  // The last step of a note goes over the bus to its author.
  const empty = await waitFor(async () => {
    const names = await emptyPages(suite);
    return names.length === 0 ? names : undefined;
  }, 20_000).catch(() => emptyPages(suite));
  expect(empty).toEqual([]);
}, 120_000);

describe('a loss made by hand is found, named, and mended where it can be', () => {
  beforeAll(async () => expect(await faults()).toEqual([]), 60_000);

  it('a byte flipped in a block of a stream', async () => {
    const { eventId } = await publishedNote();
    const file = blocks('EVENTS_WIJK').find((name) => readFileSync(name).includes(eventId)) ?? '';
    const bytes = readFileSync(file);
    const at = bytes.lastIndexOf(eventId) + 60;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await restartBroker();
    const found = await faults();
    expect(found.some((says) => says.startsWith('EVENTS_WIJK') && says.includes(eventId))).toBe(true);
    expect(await refill('wijk')).toContain('equal    EVENTS_WIJK');
    expect(await faults()).toEqual([]);
  }, 120_000);

  it('a stream’s files deleted: every event is back with its id, and an open feed is told to load anew', async () => {
    const crew = await Screen.open(suite, 'crew-1');
    const { noteId } = await publishedNote();
    await crew.frameOf(noteId);
    for (const name of blocks(`FEEDS_${suite.zone.id}_crew-noord`)) rmSync(name);
    await restartBroker();
    expect((await faults()).some((says) => says.startsWith(`FEEDS_${suite.zone.id}_crew-noord lost`))).toBe(true);
    const since = crew.frames.length;
    const told = await refill('intervention');
    expect(told).toContain(`equal    FEEDS_${suite.zone.id}_crew-noord`);
    expect(await faults()).toEqual([]);
    const { noteId: atOnce } = await publishedNote();
    await sees(crew, atOnce, since);
    await waitFor(() => crew.frames.slice(since).some(({ event }) => event === 'reset'), 30_000);
    // Afterwards the same feed goes on with what is new.
    const { noteId: later } = await publishedNote();
    await crew.frameOf(later, 30_000);
    crew.close();
  }, 180_000);

  it('the whole store of the broker wiped: refilled from seven days, and the main job goes on', async () => {
    const { noteId } = await publishedNote();
    rmSync(join(suite.dataDir, 'nats/jetstream/SPIL/streams/EVENTS_WIJK'), { recursive: true, force: true });
    await restartBroker();
    expect(existsSync(join(suite.dataDir, 'nats/jetstream/SPIL/streams/EVENTS_WIJK'))).toBe(false);
    expect((await faults()).some((says) => says.startsWith('EVENTS_WIJK is not there'))).toBe(true);
    expect(await refill('wijk')).toContain('equal    EVENTS_WIJK');
    expect(await faults()).toEqual([]);
    const crew = await Screen.open(suite, 'crew-1');
    const { noteId: later } = await publishedNote();
    await crew.frameOf(later, 30_000);
    expect(crew.has(noteId)).toBe(false);
    crew.close();
  }, 180_000);

  it('an outbox entry deleted: the document and the number are named, and told until somebody has looked', async () => {
    const { noteId, eventId } = await publishedNote();
    const { sent = [] } = (await notes().findOne({ _id: noteId })) ?? {};
    await notes().updateOne({ _id: noteId }, { $pull: { sent: { id: eventId } } });
    // The broker's own clock decides what is old enough to be strange; ten seconds are the tolerance.
    const says = await waitFor(async () => {
      const found = await faults();
      return found.some((one) => one.includes(eventId)) ? found : undefined;
    }, 60_000);
    const told = new RegExp(`^wijk: notes/${noteId}: 1 of the \\d+ events it made were taken out by hand$`);
    expect(says).toContainEqual(expect.stringMatching(told));
    expect(says.some((one) => one.includes('does not know') && one.includes(eventId))).toBe(true);
    await notes().updateOne({ _id: noteId }, { $push: { sent: { $each: sent.filter(({ id }) => id === eventId), $position: 0 } } });
    expect(await faults()).toEqual([]);
  }, 120_000);
});
