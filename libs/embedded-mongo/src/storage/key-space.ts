import { createHash } from 'node:crypto';
import type { Span } from './store';

/*
 * Everything lies in one ordered map: four bytes that name a tree (the catalogue, one collection's documents, one
 * index), then the key. LMDB takes keys up to 1,978 bytes; a longer one keeps its beginning and the hash of the whole.
 */
const MOST = 1900;
const HASH = 32;
const KEPT = MOST - HASH - 4;

/** The tree that holds the catalogue itself. */
export const CATALOGUE = 1;

/** A tree's four bytes. */
export function treePrefix(tree: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(tree);
  return prefix;
}

/** True when a key must be shortened: its place in the order is then only roughly right. */
export function isLong(key: Buffer): boolean {
  return key.length > MOST - 4;
}

/** A key of a tree, shortened to what LMDB takes; equal keys stay equal and different keys stay different. */
export function keyIn(tree: Buffer, key: Buffer): Buffer {
  if (!isLong(key)) return Buffer.concat([tree, key]);
  return Buffer.concat([tree, key.subarray(0, KEPT), createHash('sha256').update(key).digest()]);
}

/** All keys of a tree. */
export function wholeTree(tree: Buffer): Span {
  return { start: tree, end: after(tree) };
}

/** The first key behind all keys that begin with these bytes. */
export function after(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  for (let i = end.length - 1; i >= 0; i--) {
    if ((end[i] ?? 0) !== 0xff) {
      end[i] = (end[i] ?? 0) + 1;
      return end.subarray(0, i + 1);
    }
  }
  return Buffer.alloc(MOST, 0xff);
}

/** A bound cut to the part that shortened keys keep, so that a span never misses one of them. */
export function bound(tree: Buffer, key: Buffer): Buffer {
  return Buffer.concat([tree, key.subarray(0, KEPT)]);
}
