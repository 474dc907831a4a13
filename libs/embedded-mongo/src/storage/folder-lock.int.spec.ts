import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freshFolder } from '../testing/in-process';
import { takeFolder } from './folder-lock';

const BUILT = 'dist/libs/embedded-mongo/folder-lock.js';
let dir: string;
let file: string;
beforeEach(() => {
  dir = freshFolder();
  file = join(dir, 'in-use-by');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const dead = (): string => JSON.stringify({ pid: spawnSync(process.execPath, ['-e', '']).pid, began: '1' });

/** Another process that wants the folder; answers what became of it. */
const another = (): Promise<string> => {
  const built = spawnSync(process.execPath, ['.config/build.mjs', 'libs/embedded-mongo/src/storage/folder-lock.ts', BUILT], {
    encoding: 'utf8',
  });
  expect(built.stderr).toBe('');
  const script = `import('./${BUILT}').then(({ takeFolder }) => takeFolder(process.argv[1])).then(() => console.log('took it'), (e) => console.log(e.message))`;
  return text(spawn(process.execPath, ['-e', script, dir], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout);
};

describe('a data folder', () => {
  it('is taken over from a dead process, given back, and leaves nothing behind', () => {
    writeFileSync(file, dead());
    const giveBack = takeFolder(dir);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(() => takeFolder(dir)).toThrow(`is in use by process ${process.pid}`);
    giveBack();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is not taken from a living process by one that had read the dead holder before it', async () => {
    // The slower one reads the lock from a pipe, and so waits in the middle of it.
    expect(spawnSync('mkfifo', [file]).status).toBe(0);
    const outcome = another();
    const pipe = await open(file, 'w');
    rmSync(file);
    const giveBack = takeFolder(dir);
    await pipe.writeFile(dead());
    await pipe.close();
    expect(await outcome).toContain(`is in use by process ${process.pid}`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    giveBack();
    expect(existsSync(file)).toBe(false);
  });

  it('is refused with the remedy when a start was cut off while it cleared the lock', () => {
    writeFileSync(file, dead());
    writeFileSync(`${file}.clearing`, dead());
    expect(() => takeFolder(dir)).toThrow(`if not, delete ${file}.clearing`);
    rmSync(`${file}.clearing`);
    takeFolder(dir)();
  });
});
