import { isDoc, type Doc } from '../bson/codec';
import { MongoError } from '../errors';

/** A projection that only keeps or leaves out: field by field, which of its parts, or `true` for the whole field. */
export type Tree = Map<string, Tree | true>;

/** Reads dotted paths into a tree. @throws MongoError 31249 or 31250 when one path is part of another */
export function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    const parts = path.split('.');
    let at = root;
    for (const [i, part] of parts.entries()) {
      const next = at.get(part);
      if (next === true) throw new MongoError(31249, `Path collision at ${path} remaining portion ${parts.slice(i + 1).join('.')}`);
      if (i === parts.length - 1 && next) throw new MongoError(31250, `Path collision at ${path}`);
      if (i === parts.length - 1) at.set(part, true);
      else at = next ?? child(at, part);
    }
  }
  return root;
}

function child(tree: Tree, part: string): Tree {
  const made: Tree = new Map();
  tree.set(part, made);
  return made;
}

/** Keeps what the tree names, in the document's own order; documents in arrays one by one. */
export function keep(doc: Doc, tree: Tree): Doc {
  const out: Doc = {};
  for (const [field, value] of Object.entries(doc)) {
    const wanted = tree.get(field);
    const kept = wanted === true ? value : wanted && keepInside(value, wanted);
    if (kept !== undefined) out[field] = kept;
  }
  return out;
}

function keepInside(value: unknown, tree: Tree): unknown {
  if (isDoc(value)) return keep(value, tree);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((item) => (isDoc(item) || Array.isArray(item) ? [keepInside(item, tree)] : []));
}

/** Leaves out what the tree names. */
export function omit(doc: Doc, tree: Tree): Doc {
  const out: Doc = {};
  for (const [field, value] of Object.entries(doc)) {
    const left = tree.get(field);
    if (left !== true) out[field] = left ? omitInside(value, left) : value;
  }
  return out;
}

function omitInside(value: unknown, tree: Tree): unknown {
  if (isDoc(value)) return omit(value, tree);
  return Array.isArray(value) ? value.map((item) => omitInside(item, tree)) : value;
}
