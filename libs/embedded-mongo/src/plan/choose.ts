import { isDoc, type Doc } from '../bson/codec';
import { keyOf, rankOf, RANK } from '../bson/keys';
import { MongoError } from '../errors';
import type { Sort } from '../query/sort';
import type { Collection, Index } from '../storage/collection';
import { after, bound, wholeTree } from '../storage/key-space';
import type { Span } from '../storage/store';
import { boundsOf, type Bounds } from './bounds';
import { impliesPartial } from './implies';
import { reachOf, spansOf, type Reach } from './spans';

/** How the documents of a query are found. `sorted` = they come in the wanted order already. */
export type Plan =
  | { kind: 'IDHACK'; ids: Buffer[]; sorted: boolean }
  | { kind: 'IXSCAN'; index: Index; spans: Span[]; reverse: boolean; sorted: boolean }
  | { kind: 'CLUSTERED'; spans: Span[]; reverse: boolean; sorted: boolean }
  | { kind: 'OR'; plans: Plan[]; sorted: boolean }
  | { kind: 'COLLSCAN'; sorted: boolean };

/** What is asked of a collection. */
export interface Wanted {
  filter: Doc;
  sort?: Sort | undefined;
  hint?: unknown;
}

/** Chooses the way: by `_id`, by the index that binds most fields or gives the order, by one for each way of an `$or`, else the whole collection. */
export function choosePlan(collection: Collection, wanted: Wanted): Plan {
  const hinted = wanted.hint === undefined ? undefined : hintedIndex(collection, wanted.hint);
  const ids = hinted ? undefined : idPoints(wanted.filter);
  if (ids) return { kind: 'IDHACK', ids, sorted: ids.length <= 1 || !wanted.sort };
  if (hinted === '$natural') return { kind: 'COLLSCAN', sorted: !wanted.sort };
  return byBounds(collection, wanted, hinted) ?? eachWay(collection, wanted) ?? clustered(collection, boundsOf(wanted.filter), wanted.sort);
}

/** By the index hinted at, or else the best; undefined when none is of use. */
function byBounds(collection: Collection, wanted: Wanted, hinted: Index | '_id_' | undefined): Plan | undefined {
  const bounds = boundsOf(wanted.filter);
  const best =
    hinted && hinted !== '_id_' ? candidate(hinted, bounds, wanted.sort) : bestIndex(hinted ? [] : collection.indexes, bounds, wanted.sort);
  return best?.plan;
}

/** A way for each alternative of an `$or`; undefined when one of them leads through the whole collection. */
function eachWay(collection: Collection, { filter, sort, hint }: Wanted): Plan | undefined {
  const ways: unknown = filter['$or'];
  if (hint !== undefined || !Array.isArray(ways) || ways.length === 0) return undefined;
  const plans = ways.map((way) => (isDoc(way) ? choosePlan(collection, { filter: way }) : undefined));
  const all = plans.filter((plan) => plan !== undefined && plan.kind !== 'COLLSCAN') as Plan[];
  return all.length === plans.length ? { kind: 'OR', plans: all, sorted: !sort } : undefined;
}

function hintedIndex(collection: Collection, hint: unknown): Index | '_id_' | '$natural' {
  const asKey = isDoc(hint) ? JSON.stringify(Object.entries(hint).map(([f, d]) => [f, Number(String(d))])) : undefined;
  if (hint === '_id_' || asKey === '[["_id",1]]') return '_id_';
  if (isDoc(hint) && '$natural' in hint) return '$natural';
  const found = collection.indexes.find((ix) => ix.spec.name === hint || JSON.stringify(Object.entries(ix.spec.key)) === asKey);
  if (!found)
    throw new MongoError(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  return found;
}

/** The keys of the `_id`s a filter names, when it names them by equality or `$in`. */
function idPoints(filter: Doc): Buffer[] | undefined {
  if (!('_id' in filter)) return undefined;
  const condition = filter['_id'];
  const operators = isDoc(condition) ? Object.keys(condition).filter((k) => k.startsWith('$')) : [];
  const values = operators.length === 0 ? [condition] : pointsIn(condition as Doc);
  if (!values || values.some((v) => v === undefined || rankOf(v) === RANK.regex)) return undefined;
  const keys = new Map(values.map((v) => [keyOf(v).toString('latin1'), keyOf(v)]));
  return [...keys.values()].sort((a, b) => Buffer.compare(a, b));
}

function pointsIn(condition: Doc): unknown[] | undefined {
  if ('$eq' in condition) return [condition['$eq']];
  return Array.isArray(condition['$in']) ? (condition['$in'] as unknown[]) : undefined;
}

interface Candidate {
  score: number;
  plan: Plan & { kind: 'IXSCAN' };
}

function bestIndex(indexes: readonly Index[], bounds: ReadonlyMap<string, Bounds>, sort: Sort | undefined): Candidate | undefined {
  let best: Candidate | undefined;
  for (const index of indexes) {
    const found = candidate(index, bounds, sort);
    if (found && found.score > 0 && (!best || found.score > best.score)) best = found;
  }
  return best;
}

function candidate(index: Index, bounds: ReadonlyMap<string, Bounds>, sort: Sort | undefined): Candidate | undefined {
  const partial = index.spec.partialFilterExpression;
  if (partial && !impliesPartial(bounds, partial)) return undefined;
  const reach = reachOf(index, bounds);
  if (index.spec.sparse && reach.fixed.length === 0 && !reach.range) return undefined;
  const order = sort ? orderOf(index, reach, sort) : undefined;
  const reverse = order === 'backward';
  const spans = spansOf(index, reach);
  const plan = { kind: 'IXSCAN', index, spans: reverse ? spans.reverse() : spans, reverse, sorted: !sort || order !== undefined } as const;
  return { score: scoreOf(index, reach, order !== undefined), plan };
}

/** A fixed field narrows most, then the wanted order, then a range; a unique key fixed whole is one document. */
function scoreOf(index: Index, reach: Reach, ordered: boolean): number {
  const whole = index.spec.unique && reach.fixed.length === index.fields.length;
  return reach.fixed.length * 8 + (reach.range ? 4 : 0) + (ordered ? 6 : 0) + (index.partial ? 3 : 0) + (whole ? 5 : 0);
}

/** Whether the index gives a sort by itself: forward, backward or not at all. */
function orderOf(index: Index, reach: Reach, sort: Sort): 'forward' | 'backward' | undefined {
  if (index.multikey || index.long || !reach.single) return undefined;
  const fixed = new Set(index.fields.slice(0, reach.fixed.length));
  const wanted = sort.fields.flatMap((field, i) => (fixed.has(field) ? [] : [{ field, direction: sort.directions[i] ?? 1 }]));
  const from = reach.fixed.length;
  if (wanted.some(({ field }, i) => index.fields[from + i] !== field)) return undefined;
  const turns = wanted.map(({ direction }, i) => direction * (index.directions[from + i] ?? 1));
  if (turns.every((turn) => turn === 1)) return 'forward';
  return turns.every((turn) => turn === -1) ? 'backward' : undefined;
}

/** Documents lie in `_id` order, so a range of `_id` or a sort by it needs no index of its own. */
function clustered(collection: Collection, bounds: ReadonlyMap<string, Bounds>, sort: Sort | undefined): Plan {
  const known = bounds.get('_id') ?? {};
  const isRange = known.low !== undefined || known.high !== undefined;
  const byId = sort?.fields[0] === '_id';
  if (!isRange && !byId) return { kind: 'COLLSCAN', sorted: !sort };
  const span = isRange ? idSpan(collection, known) : wholeTree(collection.prefix);
  return { kind: 'CLUSTERED', spans: [span], reverse: byId && sort.directions[0] === -1, sorted: !sort || byId };
}

function idSpan(collection: Collection, known: Bounds): Span {
  const rank = Buffer.of(rankOf(known.low ?? known.high));
  const start = bound(collection.prefix, known.low === undefined ? rank : keyOf(known.low));
  return { start, end: after(bound(collection.prefix, known.high === undefined ? rank : keyOf(known.high))) };
}
