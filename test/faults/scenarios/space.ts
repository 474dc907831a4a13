// F16 and F26: no room: on the broker's disk, and in the buffers of a browser that does not read.
import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cloudEvent, feedSubject, unitFrame, type FrameContract } from '@spil/contracts';
import { Api } from '@spil/local';
import { ProducerAuth, WindowPublisher } from '@spil/messaging';
import { v7 } from 'uuid';
import { lineScenario } from '../line/run';
import type { Line } from '../line/line';
import { isReady } from '../line/victims';
import { comes, pause, quantile } from '../tools/wait';
import { zoneId } from '../world/places';
import { Reader } from '../world/reader';
import { worldScenario, type Scene } from '../world/run';
import { lostFrame } from './spoiled';
import { keepsEverything } from './wrong';
import type { Run, Scenario } from '../scenario';

const SIZE_MB = 64;
const command = promisify(execFile);

/** A small disk of its own for a broker; undefined where this user may not mount one. */
async function smallDisk(): Promise<{ dir: string; release: () => Promise<void> } | undefined> {
  const dir = mkdtempSync(join(tmpdir(), 'spil-disk-'));
  try {
    await command('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', dir]);
  } catch {
    rmSync(dir, { recursive: true, force: true });
    return undefined;
  }
  return {
    dir,
    async release() {
      await command('umount', ['-l', dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Writes until nothing more fits. */
function fill(dir: string): string {
  const file = join(dir, 'filler');
  const out = openSync(file, 'w');
  for (let piece = Buffer.alloc(1 << 20); piece.length >= 512;) {
    try {
      writeSync(out, piece);
    } catch {
      piece = piece.subarray(0, piece.length >> 1);
    }
  }
  closeSync(out);
  return file;
}

/** When the writer's readiness page, looked at four times a second, first said what is asked; ms from now, NaN when it did not. */
async function untilReady(line: Line, ready: boolean, ms: number): Promise<number> {
  for (const began = Date.now(); Date.now() - began < ms; await pause(250)) if ((await isReady(line)) === ready) return Date.now() - began;
  return Number.NaN;
}

async function diskFull(line: Line, run: Run, dir: string): Promise<void> {
  // Looked at from the beginning, as an operator's probe does: what is remembered of a good answer counts.
  const first = await untilReady(line, true, 10_000);
  for (const until = Date.now() + run.seed.between(2_000, 4_000); Date.now() < until; await pause(250)) await isReady(line);
  const good = await isReady(line);
  run.history.claim('the writer is ready before', good, `${good} after ${first} ms`);
  const filler = fill(dir);
  const { bavail, bsize } = statfsSync(dir);
  const filled = Date.now();
  run.history.add({ k: 'fault', what: `the broker's disk is full (${bavail * bsize} bytes left)` });
  const noticed = await untilReady(line, false, 12_000);
  run.history.claim('its readiness turns false within 5 s of the full disk', noticed <= 5_000, `${noticed} ms`);
  await pause(filled + run.seed.between(6_000, 8_000) - Date.now());
  const waiting = await line.db.collection('counters').countDocuments({ pendingSince: { $lt: new Date(Date.now() - 3_000) } });
  run.history.claim('what cannot be stored waits in the outbox for longer than any round takes', waiting > 0, waiting);
  rmSync(filler);
  // The broker switches its streams off when its disk is full; with room again a person starts it anew.
  await line.nats?.kill();
  // What a process holds in memory it publishes later, marked or not: only one that dies shows what stood in the outbox alone.
  line.writers[0]?.kill();
  run.history.add({ k: 'fault', what: 'the writer killed before there is a broker again' });
  await line.nats?.restart();
  const again = await untilReady(line, true, 15_000);
  run.history.claim('and true within 5 s of a broker with room', again <= 5_000, `${again} ms`);
}

function onSmallDisk(): Scenario {
  const scenarioOn = (dir: string): Scenario =>
    lineScenario({
      id: 'F16',
      title: `the broker's disk full (${SIZE_MB} MB of memory as a disk), then room again and the writer killed`,
      options: {
        againAfter: 250,
        natsConfig: ({ port }) =>
          `host: 127.0.0.1\nport: ${port}\njetstream { store_dir: ${JSON.stringify(join(dir, 'js'))}, max_file_store: 2GB, sync_interval: always }\n`,
      },
      load: { rate: 80, seconds: 6 },
      rules: { within: 30_000 },
      fault: (line, run) => diskFull(line, run, dir),
      controls: [
        {
          flaws: ['ack-before-commit', 'mark-before-publish'],
          notices: ['I1', 'I3'],
          what: 'events marked before they are published',
        },
      ],
    });
  const like = scenarioOn('');
  const onDisk = async (run: Run, work: (scenario: Scenario) => Promise<void>): Promise<void> => {
    const disk = await smallDisk();
    if (!disk) return run.history.add({ k: 'skipped', what: 'this user may not mount a small disk' });
    try {
      await work(scenarioOn(disk.dir));
    } finally {
      await disk.release();
    }
  };
  return {
    ...like,
    run: (run) => onDisk(run, (scenario) => scenario.run(run)),
    controls: like.controls.map((control, i) => ({
      ...control,
      run: (run) =>
        onDisk(run, async (scenario) => {
          const mine = scenario.controls[i];
          if (mine && 'run' in mine) await mine.run(run);
        }),
    })),
  };
}

const FRAMES = 16_000;

/** Floods the northern crews' stream with frames that carry `word-0`, `word-1`, …; answers when each was given to the broker. */
async function flood({ world, mark }: Scene, word: string, frames: number): Promise<Map<string, number>> {
  const { admin, place } = world.parts;
  const auth = new ProducerAuth({ own: { service: 'intervention', key: place.secrets.producerKeys.intervention }, listeningTo: {} });
  const publisher = new WindowPublisher(admin, { auth });
  const subject = feedSubject(unitFrame as FrameContract, zoneId, { audience: 'crew-noord', aggregateId: mark });
  const at = new Date().toISOString();
  const sent = new Map<string, number>();
  const message = (n: number) => {
    const id = v7();
    const unitId = `${mark}-${word}-${n}`;
    sent.set(unitId, Date.now());
    const stamp = { id, zone: zoneId, aggregate: { kind: 'unit', id: mark }, sequence: n, at };
    const body = JSON.stringify(cloudEvent(unitFrame, stamp, { unitId, team: 'noord', status: 'available', since: at }));
    return { subject, id, body: Buffer.from(body) };
  };
  for (let n = 0; n < frames; n += 500) await publisher.publishBatch(Array.from({ length: 500 }, (_, i) => message(n + i)));
  return sent;
}

/** The p99 over all frames and readers of the time from the broker to the reader, ms. */
const p99Of = (readers: readonly Reader[], sent: ReadonlyMap<string, number>): number =>
  Math.round(
    quantile(
      readers.flatMap(({ at }) => [...sent].map(([word, t]) => (at.get(word) ?? Infinity) - t)),
      0.99,
    ),
  );

/** One crew's stream flooded while one of ten browsers does not read: it must be cut, and have everything when it comes back. */
async function doesNotRead(scene: Scene): Promise<void> {
  const { world, run, mark } = scene;
  const api = new Api(world.ready, 'crew-1');
  const crowd = Array.from({ length: 10 }, (_, i) => new Reader(api, { mark, name: `browser-${i}`, timed: true }));
  await comes(() => crowd.every(({ lastId }) => lastId !== undefined), 20_000);
  // The same flood while all read: what it costs by itself. As long a one, for the lag of a flood grows while it lasts.
  const calm = await flood(scene, 'w8', FRAMES);
  await comes(() => crowd.every(({ got }) => got.has(`${mark}-w8-${FRAMES - 1}`)), 40_000);
  const [still, ...others] = crowd as [Reader, ...Reader[]];
  const gateway = world.program('gateway');
  const before = (await gateway.memory()).used;
  still.stall(true);
  run.history.add({ k: 'fault', what: 'one of ten browsers stops reading' });
  const stalled = await flood(scene, 'w9', FRAMES);
  const last = `${mark}-w9-${FRAMES - 1}`;
  const complete = (reader: Reader): boolean => reader.got.has(last);
  run.history.claim('the nine others have everything', await comes(() => others.every(complete), 40_000), others.filter(complete).length);
  const [slow, usual] = [p99Of(others, stalled), p99Of(others, calm)];
  // Below 100 ms more the machine decides: readers, gateway and broker share its cores.
  run.history.claim('the others’ p99 ≤ 1.2 × what it was', slow <= Math.max(usual * 1.2, usual + 100), `${usual} → ${slow} ms`);
  const cut = await comes(() => !still.isOpen, 20_000);
  const grown = (await gateway.memory()).used - before;
  // It remembers the last 4,096 frames for everybody; the whole flood, once for each reader, would be far more.
  run.history.claim('the gateway holds less than 40 MB more', grown < 40e6, `${Math.round(grown / 1e6)} MB`);
  still.stall(false);
  run.history.claim('it is cut', cut || (await comes(() => still.opens > 1, 10_000)), still.opens);
  await comes(() => complete(still), 40_000);
  const lacking = FRAMES - [...still.got].filter((word) => word.startsWith(`${mark}-w9-`)).length;
  run.history.claim('and has everything when it comes back', lacking === 0, `${lacking} lacking`);
  for (const reader of crowd) reader.close();
}

export const spaceScenarios: Scenario[] = [
  onSmallDisk(),
  worldScenario({
    id: 'F26',
    title: 'one of ten browsers stops reading while its crew’s stream is flooded',
    load: { rate: 5, seconds: 4 },
    rules: { within: 40_000 },
    fault: doesNotRead,
    builtWrong: keepsEverything,
    controls: [lostFrame],
  }),
];
