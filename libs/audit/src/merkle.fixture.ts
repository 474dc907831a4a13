import { createHash } from 'node:crypto';

/** The tree as RFC 9162 §2.1 writes it, divided from above and hashed anew for each question: slow, and easy to hold beside the text. */
const hashOf = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const splitOf = (size: number): number => 1 << (31 - Math.clz32(size - 1));

export function rootByTheBook(hashes: readonly Buffer[]): Buffer {
  if (hashes.length <= 1) return hashes[0] ?? hashOf();
  const split = splitOf(hashes.length);
  return hashOf(Buffer.of(1), rootByTheBook(hashes.slice(0, split)), rootByTheBook(hashes.slice(split)));
}

export function pathByTheBook(hashes: readonly Buffer[], index: number): Buffer[] {
  if (hashes.length <= 1) return [];
  const split = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return index < split
    ? [...pathByTheBook(left, index), rootByTheBook(right)]
    : [...pathByTheBook(right, index - split), rootByTheBook(left)];
}
