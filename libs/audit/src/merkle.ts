import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const [leafMark, nodeMark] = [Buffer.of(0), Buffer.of(1)];

/** Hash of what a leaf holds. Begins with another byte than a node, so that neither passes for the other (RFC 9162 §2.1.1). */
export const leafHash = (content: Uint8Array): Buffer => sha256(leafMark, content);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodeMark, left, right);

/** Where RFC 9162 divides `size` leaves: at the largest power of two below it. */
const splitOf = (size: number): number => 1 << (31 - Math.clz32(size - 1));

/** Root of a tree over these hashes, from `from` up to `to`. Over hashes of leaves or of whole subtrees of one height alike. */
export function rootOf(hashes: readonly Buffer[], from = 0, to = hashes.length): Buffer {
  if (to - from <= 1) return hashes[from] ?? sha256();
  const split = from + splitOf(to - from);
  return nodeHash(rootOf(hashes, from, split), rootOf(hashes, split, to));
}

/** What must be known beside one hash to reach the root, from the bottom up (RFC 9162 §2.1.3.1). */
export function pathOf(hashes: readonly Buffer[], index: number, from = 0, to = hashes.length): Buffer[] {
  if (to - from <= 1) return [];
  const split = from + splitOf(to - from);
  return index < split
    ? [...pathOf(hashes, index, from, split), rootOf(hashes, split, to)]
    : [...pathOf(hashes, index, split, to), rootOf(hashes, from, split)];
}

/** The root a path leads to from the leaf at `index` of a tree of `size`; undefined when no such tree has this path (RFC 9162 §2.1.3.2). */
export function rootByPath(leaf: Buffer, { index, size }: { index: number; size: number }, path: readonly Buffer[]): Buffer | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
  let level = { at: index, last: size - 1 };
  let root = leaf;
  for (const beside of path) {
    if (level.last === 0) return undefined;
    const isRight = level.at % 2 === 1 || level.at === level.last;
    root = isRight ? nodeHash(beside, root) : nodeHash(root, beside);
    level = up(isRight ? aside(level) : level);
  }
  return level.last === 0 ? root : undefined;
}

interface Level {
  at: number;
  last: number;
}
const up = ({ at, last }: Level): Level => ({ at: Math.floor(at / 2), last: Math.floor(last / 2) });
/** The last of a level has nobody beside it where the tree is not full: it goes up until it has. */
const aside = (level: Level): Level => (level.at % 2 === 1 || level.at === 0 ? level : aside(up(level)));
