import { keyOf, rankOf } from '../bson/keys';
import type { Index } from '../storage/collection';
import { after, bound } from '../storage/key-space';
import type { Span } from '../storage/store';
import type { Bounds } from './bounds';

const MOST_SPANS = 1000;

/** How far an index serves a filter: fields fixed to points, then perhaps a range on the next field. */
export interface Reach {
  fixed: Bounds[];
  range?: Bounds;
  /** every fixed field has one point: the index's own order then holds over the rest */
  single: boolean;
}

/** Finds the reach of an index. On a multikey index two fields of one array may be met by different elements. */
export function reachOf(index: Index, bounds: ReadonlyMap<string, Bounds>): Reach {
  const fixed: Bounds[] = [];
  let spans = 1;
  for (const known of usable(index, bounds)) {
    const points = known?.points?.length ?? 0;
    if (points === 0 || spans * points > MOST_SPANS) return { fixed, single: spans === 1, ...(hasRange(known) && { range: known }) };
    spans *= points;
    fixed.push(known as Bounds);
  }
  return { fixed, single: spans === 1 };
}

const hasRange = (known: Bounds | undefined): known is Bounds => known?.low !== undefined || known?.high !== undefined;

/** What is known of each field of an index, in order; of several fields under one array only the first counts. */
function usable(index: Index, bounds: ReadonlyMap<string, Bounds>): (Bounds | undefined)[] {
  const roots = index.fields.map((field) => field.split('.', 1)[0] ?? field);
  return index.fields.map((field, i) => (index.multikey && roots.indexOf(roots[i] ?? '') < i ? undefined : bounds.get(field)));
}

/** The spans of keys an index scan reads, in key order and without overlaps. */
export function spansOf(index: Index, reach: Reach): Span[] {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  reach.fixed.forEach((field, i) => {
    const points = distinct((field.points ?? []).map((p) => directed(keyOf(p), index.directions[i] ?? 1)));
    prefixes = prefixes.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point])));
  });
  prefixes.sort((a, b) => Buffer.compare(a, b));
  const direction = index.directions[reach.fixed.length] ?? 1;
  return prefixes.map((prefix) => (reach.range ? rangeSpan(index, prefix, { range: reach.range, direction }) : prefixSpan(index, prefix)));
}

function prefixSpan(index: Index, prefix: Buffer): Span {
  const start = bound(index.prefix, prefix);
  return { start, end: after(start) };
}

function rangeSpan(index: Index, prefix: Buffer, on: { range: Bounds; direction: 1 | -1 }): Span {
  // Two ends on a multikey field may be met by two elements, so only one of them narrows the scan.
  const { low } = on.range;
  const high = index.multikey && low !== undefined ? undefined : on.range.high;
  const rank = rankOf(low ?? high);
  const from = low === undefined ? Buffer.of(rank) : keyOf(low);
  const to = high === undefined ? Buffer.of(rank) : keyOf(high);
  const [first, last] = on.direction === 1 ? [from, to] : [inverted(to), inverted(from)];
  return { start: bound(index.prefix, Buffer.concat([prefix, first])), end: after(bound(index.prefix, Buffer.concat([prefix, last]))) };
}

const directed = (key: Buffer, direction: 1 | -1): Buffer => (direction === 1 ? key : inverted(key));

function inverted(key: Buffer): Buffer {
  return Buffer.from(key.map((byte) => ~byte & 0xff));
}

function distinct(keys: Buffer[]): Buffer[] {
  const seen = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return [...seen.values()];
}
