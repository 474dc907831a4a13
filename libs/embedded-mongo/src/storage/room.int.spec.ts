import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Room } from './room';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spil-room-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('keeps the file ahead of its use with zeros, and leaves what is there alone', () => {
  const file = join(dir, 'data');
  writeFileSync(file, Buffer.alloc(5_000, 7));
  let used = 5_000;
  const room = new Room(file, () => used);
  room.make();
  expect(statSync(file).size).toBeGreaterThan(used + 500_000);
  expect(readFileSync(file).subarray(0, 5_000).equals(Buffer.alloc(5_000, 7))).toBe(true);
  expect(
    readFileSync(file)
      .subarray(5_000)
      .every((byte) => byte === 0),
  ).toBe(true);
  const before = statSync(file).size;
  for (let commit = 0; commit < 40; commit++) room.make();
  expect(statSync(file).size).toBe(before);
  used = before - 100;
  for (let commit = 0; commit < 16; commit++) room.make();
  expect(statSync(file).size).toBeGreaterThan(used + 500_000);
  room.close();
});

it('is no trouble when there can be none', () => {
  const file = join(dir, 'data');
  writeFileSync(file, Buffer.alloc(10));
  const room = new Room(file, () => {
    throw new Error('not told');
  });
  room.make();
  expect(statSync(file).size).toBe(10);
  room.close();
});
