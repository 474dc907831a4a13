// One file out of a .tar.gz or a .zip, with Node alone: a machine without tar, unzip or an open network must still start.
import { gunzipSync, inflateRawSync } from 'node:zlib';

const BLOCK = 512;

/**
 * @param {Buffer} archive gzipped tar
 * @param {(name: string) => boolean} wanted
 * @returns {Buffer | undefined} the first file whose name is wanted
 */
export const fileInTarGz = (archive, wanted) => {
  const tar = gunzipSync(archive);
  for (let at = 0; at + BLOCK <= tar.length;) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    if (name === '') return undefined;
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0;
    const isFile = tar[at + 156] === 0 || tar[at + 156] === 0x30;
    const start = at + BLOCK;
    if (isFile && wanted(name)) return tar.subarray(start, start + size);
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return undefined;
};

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** @param {Buffer} zip */
const directoryAt = (zip) => {
  for (let at = zip.length - 22; at >= 0; at -= 1) if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw new Error('this is no zip archive');
};

/**
 * @param {Buffer} zip
 * @param {number} entry offset of its directory entry
 */
const contentOf = (zip, entry) => {
  const method = zip.readUInt16LE(entry + 10);
  const size = zip.readUInt32LE(entry + 20);
  const header = zip.readUInt32LE(entry + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const bytes = zip.subarray(start, start + size);
  if (method === STORED) return bytes;
  if (method === DEFLATED) return inflateRawSync(bytes);
  throw new Error(`this zip archive uses method ${method}, which is not known here`);
};

/**
 * @param {Buffer} zip e.g. a Python wheel; no ZIP64
 * @param {(name: string) => boolean} wanted
 * @returns {Buffer | undefined} the first file whose name is wanted
 */
export const fileInZip = (zip, wanted) => {
  const end = directoryAt(zip);
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(entry) !== DIRECTORY_ENTRY) throw new Error('this zip archive is damaged');
    const nameLength = zip.readUInt16LE(entry + 28);
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength);
    if (wanted(name)) return contentOf(zip, entry);
    entry += 46 + nameLength + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return undefined;
};
