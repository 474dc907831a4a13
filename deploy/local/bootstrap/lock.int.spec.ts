import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { takeLock } from './lock.mjs';
import { startMark } from './process-age.mjs';

describe('the lock of a data folder', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spil-lock-'));
    file = join(folder, '.spil', 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken and given back', () => {
    const release = takeLock(file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    release();
    release();
    expect(existsSync(file)).toBe(false);
  });

  it('refuses a second start politely, naming the process and how to stop it', () => {
    const release = takeLock(file);
    expect(() => takeLock(file)).toThrow(new RegExp(`already running here \\(process ${process.pid}\\).*kill ${process.pid}`));
    release();
  });

  it('is taken over from a process that is gone', async () => {
    const child = spawn('sleep', ['30']);
    const pid = child.pid ?? 0;
    writeHolder(file, { pid, started: startMark(pid) });
    expect(() => takeLock(file)).toThrow('already running');
    child.kill('SIGKILL');
    await new Promise((done) => child.once('close', done));
    takeLock(file)();
  });

  it('is taken over when the pid now belongs to another process', () => {
    writeHolder(file, { pid: process.pid, started: '1' });
    takeLock(file)();
  });

  it('is taken over when it is unreadable', () => {
    takeLock(file)();
    writeFileSync(file, 'half a');
    takeLock(file)();
  });

  function writeHolder(path: string, holder: object): void {
    takeLock(path)();
    writeFileSync(path, JSON.stringify(holder));
  }
});
