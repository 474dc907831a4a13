import { isDoc, type Doc } from '../bson/codec';
import { compareValues, rankOf, RANK } from '../bson/keys';

/** What a filter says about one field, as far as an index can use it. All of it is necessary, none of it sufficient. */
export interface Bounds {
  /** the field (or one of its elements) equals one of these */
  points?: unknown[];
  low?: unknown;
  high?: unknown;
  exists?: boolean;
  types?: unknown[];
}

const USABLE = new Set<number>([RANK.number, RANK.string, RANK.binData, RANK.objectId, RANK.bool, RANK.date, RANK.timestamp]);

/** Values whose equality an index decides; null (which also means absent), arrays and patterns are left to the filter. */
export function isPoint(value: unknown): boolean {
  return USABLE.has(rankOf(value)) && !(typeof value === 'number' && Number.isNaN(value));
}

/** Reads the fields a filter binds on its top level and in `$and`. */
export function boundsOf(filter: Doc): Map<string, Bounds> {
  const bounds = new Map<string, Bounds>();
  addAll(filter, bounds);
  return bounds;
}

function addAll(filter: Doc, bounds: Map<string, Bounds>): void {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and' && Array.isArray(condition)) for (const part of condition) if (isDoc(part)) addAll(part, bounds);
    if (!field.startsWith('$')) addField(field, condition, bounds);
  }
}

function addField(field: string, condition: unknown, all: Map<string, Bounds>): void {
  const bounds = all.get(field) ?? {};
  if (isDoc(condition) && Object.keys(condition).some((k) => k.startsWith('$')))
    for (const [operator, operand] of Object.entries(condition)) READERS[operator]?.(bounds, operand);
  else if (isPoint(condition)) narrow(bounds, [condition]);
  all.set(field, bounds);
}

const READERS: Readonly<Record<string, (bounds: Bounds, operand: unknown) => void>> = {
  $eq: (b, v) => isPoint(v) && narrow(b, [v]),
  $in: (b, v) => Array.isArray(v) && v.every(isPoint) && narrow(b, v as unknown[]),
  $gt: (b, v) => lower(b, v),
  $gte: (b, v) => lower(b, v),
  $lt: (b, v) => upper(b, v),
  $lte: (b, v) => upper(b, v),
  $exists: (b, v) => void (b.exists = v === true || v === 1),
  $type: (b, v) => void (b.types = Array.isArray(v) ? (v as unknown[]) : [v]),
};

/** Two conditions on one field must both hold; the shorter list alone is already necessary. */
function narrow(bounds: Bounds, points: unknown[]): void {
  if (!bounds.points || points.length < bounds.points.length) bounds.points = points;
}

function lower(bounds: Bounds, value: unknown): void {
  if (!isPoint(value)) return;
  if (bounds.low === undefined || compareValues(value, bounds.low) > 0) bounds.low = value;
}

function upper(bounds: Bounds, value: unknown): void {
  if (!isPoint(value)) return;
  if (bounds.high === undefined || compareValues(value, bounds.high) < 0) bounds.high = value;
}
