import { isDoc, readTyped, type Doc } from '../bson/codec';
import { sameValue } from '../bson/keys';
import { MongoError } from '../errors';
import type { Filter } from '../query/filter';
import { ARRAY_OPERATORS } from './array-operators';
import { FIELD_OPERATORS, type UpdateOperator } from './field-operators';
import { applyPipeline, checkStages } from './pipeline';
import { checkAllUsed, parseArrayFilters, plainPaths } from './positional';

const OPERATORS: Readonly<Record<string, UpdateOperator>> = { ...FIELD_OPERATORS, ...ARRAY_OPERATORS };

interface Step {
  operator: string;
  path: string[];
  operand: unknown;
}

/** A checked update: a replacement, operators, or a pipeline. */
export type Update =
  | { kind: 'replace'; doc: Doc }
  | { kind: 'operators'; steps: Step[]; arrayFilters: ReadonlyMap<string, Filter> }
  | { kind: 'pipeline'; stages: Doc[] };

/** What an update is applied with. */
export interface Applied {
  /** the filter that found the document, for the positional `$` */
  filter: Doc;
  inserting: boolean;
  now: Date;
}

/**
 * Checks the form of an update (typed values).
 * @throws MongoError 9, 40, 52 or 72, as MongoDB does
 */
export function parseUpdate(update: unknown, arrayFilters?: unknown): Update {
  if (Array.isArray(update)) {
    checkStages(update);
    return { kind: 'pipeline', stages: update };
  }
  if (!isDoc(update)) throw new MongoError(9, 'Update argument must be either an object or an array');
  if (!Object.keys(update)[0]?.startsWith('$')) return replacement(update);
  const filters = parseArrayFilters(arrayFilters);
  const steps = Object.entries(update).flatMap(([operator, fields]) => stepsOf(operator, fields));
  checkConflicts(steps);
  checkAllUsed(
    filters,
    steps.map((step) => step.path.join('.')),
  );
  return { kind: 'operators', steps: steps.sort((a, b) => comparePaths(a.path, b.path)), arrayFilters: filters };
}

function replacement(doc: Doc): Update {
  const dollar = Object.keys(doc).find((key) => key.startsWith('$'));
  if (dollar)
    throw new MongoError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of a replacement document.`,
    );
  return { kind: 'replace', doc };
}

function stepsOf(operator: string, fields: unknown): Step[] {
  if (!OPERATORS[operator])
    throw new MongoError(
      9,
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  if (!isDoc(fields))
    throw new MongoError(
      9,
      `Modifiers operate on fields but we found another type instead. For example: {$mod: {<field>: ...}} not {${operator}: …}`,
    );
  return Object.entries(fields).map(([path, operand]) => ({ operator, path: checkPath(path), operand }));
}

function checkPath(path: string): string[] {
  const parts = path.split('.');
  if (parts.some((part) => part === ''))
    throw new MongoError(2, `The update path '${path}' contains an empty field name, which is not allowed.`);
  const bad = parts.find((part, i) => part.startsWith('$') && (i === 0 || !/^\$(\[.*\])?$/.test(part)));
  if (bad) throw new MongoError(52, `The dollar ($) prefixed field '${bad}' in '${path}' is not valid for storage.`);
  if (parts.filter((part) => part === '$').length > 1)
    throw new MongoError(2, `Too many positional (i.e. '$') elements found in path '${path}'`);
  return parts;
}

function checkConflicts(steps: readonly Step[]): void {
  const self = steps.find((s) => s.operator === '$rename' && s.operand === s.path.join('.'));
  if (self) throw new MongoError(2, `The source and target field for $rename must differ: ${self.path.join('.')}`);
  const renamed = steps.flatMap((s) => (s.operator === '$rename' && typeof s.operand === 'string' ? [s.operand] : []));
  const paths = [...steps.map((s) => s.path.join('.')), ...renamed].sort();
  for (const path of paths) {
    const clash = paths.filter((other) => other === path).length > 1 || paths.some((other) => other.startsWith(`${path}.`));
    if (clash) throw new MongoError(40, `Updating the path '${path}' would create a conflict at '${path}'`);
  }
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? '', b[i] ?? ''];
    const order = Number(x) - Number(y);
    if (x !== y) return Number.isNaN(order) ? (x < y ? -1 : 1) : order;
  }
  return a.length - b.length;
}

/**
 * Applies an update to a document's bytes and gives the new document, with BSON types kept.
 * @throws MongoError 66 when it would change `_id`; others as the operators refuse
 */
export function applyUpdate(raw: Buffer, update: Update, applied: Applied): Doc {
  const before = readTyped(raw);
  const id = before['_id'];
  const after = changed(raw, before, { ...applied, update });
  if (!('_id' in after)) return { _id: id, ...after };
  if (id !== undefined && !sameValue(id, after['_id']))
    throw new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return Object.keys(after)[0] === '_id' ? after : { _id: after['_id'], ...after };
}

/** Operators work on the typed document itself. */
function changed(raw: Buffer, doc: Doc, { update, ...applied }: Applied & { update: Update }): Doc {
  if (update.kind === 'replace') return update.doc;
  if (update.kind === 'pipeline') return applyPipeline(raw, doc, update.stages);
  for (const { operator, path, operand } of update.steps) {
    if (operator === '$setOnInsert' && !applied.inserting) continue;
    for (const plain of plainPaths(doc, path, { filter: applied.filter, arrayFilters: update.arrayFilters }))
      OPERATORS[operator]?.(doc, plain, operand, applied.now);
  }
  return doc;
}
