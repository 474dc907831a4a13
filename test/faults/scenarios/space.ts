// F16: no room on the broker's disk.
import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lineScenario } from '../line/run';
import type { Line } from '../line/line';
import { isReady } from '../line/victims';
import { pause } from '../tools/wait';
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

export const spaceScenarios: Scenario[] = [onSmallDisk()];
