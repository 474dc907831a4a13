import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fileInTarGz, fileInZip } from './archives.mjs';

interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const tarGz = (entries: readonly Entry[]): Buffer => {
  const blocks = entries.flatMap(({ name, bytes }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(bytes.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    return [header, Buffer.from(bytes), Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
};

const zip = (entries: readonly Entry[], method: 0 | 8): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, bytes } of entries) {
    const data = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(Buffer.concat(files).length, 42);
    files.push(local, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(files).length, 16);
  return Buffer.concat([...files, ...directory, end]);
};

const anyEntries = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-z]{1,12}(\/[a-z-]{1,12})?$/), bytes: fc.uint8Array({ maxLength: 2_000 }) }),
  { minLength: 1, maxLength: 5, selector: ({ name }) => name },
);

describe('one file out of an archive', () => {
  it('is found in any tar.gz', () =>
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const archive = tarGz(entries);
        for (const { name, bytes } of entries) expect(fileInTarGz(archive, (n) => n === name)).toEqual(Buffer.from(bytes));
        expect(fileInTarGz(archive, () => false)).toBeUndefined();
      }),
      { numRuns: 50 },
    ));

  it.each([0, 8] as const)('is found in any zip of method %d', (method) =>
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const archive = zip(entries, method);
        for (const { name, bytes } of entries) expect(fileInZip(archive, (n) => n === name)).toEqual(Buffer.from(bytes));
        expect(fileInZip(archive, () => false)).toBeUndefined();
      }),
      { numRuns: 50 },
    ),
  );

  it('refuses what is no archive', () => expect(() => fileInZip(Buffer.from('<html>'), () => true)).toThrow('no zip archive'));
});
