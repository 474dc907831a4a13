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

/** A tree from its hashes at the bottom to its root: each level holds what pairs of the one below it hash to. */
export type Levels = readonly (readonly Buffer[])[];

/**
 * The tree over these hashes, of leaves or of whole subtrees of one height alike. The last of an odd level goes up as it is: the same
 * tree as RFC 9162 §2.1.1 divides from above.
 */
export function levelsOf(hashes: readonly Buffer[]): Levels {
  const levels = [hashes];
  for (let level = hashes; level.length > 1; levels.push(level)) level = pairsOf(level);
  return levels;
}

function pairsOf(level: readonly Buffer[]): Buffer[] {
  const pairs: Buffer[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at] as Buffer, level[at + 1]];
    pairs.push(right ? nodeHash(left, right) : left);
  }
  return pairs;
}

/** Root of a tree; of no hashes, the hash of nothing. */
export const rootOf = (levels: Levels): Buffer => levels.at(-1)?.[0] ?? sha256();

/** What must be known beside one hash to reach the root, from the bottom up (RFC 9162 §2.1.3.1). */
export const pathOf = (levels: Levels, index: number): Buffer[] =>
  levels.flatMap((level, height) => level[Math.floor(index / 2 ** height) ^ 1] ?? []);

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
