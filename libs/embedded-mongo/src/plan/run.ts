import type { Doc } from '../bson/codec';
import { keyOf } from '../bson/keys';
import { MongoError } from '../errors';
import { compileFilter, type Filter } from '../query/filter';
import { sortBy, type Sort } from '../query/sort';
import type { Collection } from '../storage/collection';
import { choosePlan, type Plan } from './choose';

/** A document found: its bytes, and how the filter read it. */
export interface Found {
  raw: Buffer;
  doc: Doc;
}

/** What a search asks for. */
export interface Search {
  filter: Filter;
  sort?: Sort | undefined;
  skip?: number;
  /** 0 = no limit */
  limit?: number;
  hint?: unknown;
  /** wall-clock time (ms) after which the search gives up with code 50 */
  deadline?: number | undefined;
}

/** Everything, by a filter document. */
export function searchFor(filter: unknown, more: Omit<Search, 'filter'> = {}): Search {
  return { filter: compileFilter(filter), ...more };
}

/** Finds documents lazily, in order, each once. */
export function* run(collection: Collection | undefined, search: Search): Generator<Found> {
  if (!collection) return;
  const plan = choosePlan(collection, { filter: search.filter.source, sort: search.sort, hint: search.hint });
  let found: Iterable<Found> = matching(collection, plan, search);
  if (search.sort && !plan.sorted) found = sortBy([...found], ({ doc }) => doc, search.sort);
  yield* window(found, search.skip ?? 0, search.limit ?? 0);
}

function* window(found: Iterable<Found>, skip: number, limit: number): Generator<Found> {
  let seen = 0;
  for (const item of found) {
    if (seen++ < skip) continue;
    yield item;
    if (limit > 0 && seen >= skip + limit) return;
  }
}

function* matching(collection: Collection, plan: Plan, search: Search): Generator<Found> {
  const read = search.filter.read;
  // Several ways may lead to one document.
  const seen = plan.kind === 'OR' ? new Set<string>() : undefined;
  let looked = 0;
  for (const raw of candidates(collection, plan)) {
    if (search.deadline !== undefined && (++looked & 127) === 0) checkDeadline(search.deadline);
    const doc = read(raw);
    if (search.filter.test(doc) && isNew(seen, doc)) yield { raw, doc };
  }
}

function isNew(seen: Set<string> | undefined, { _id }: Doc): boolean {
  if (!seen) return true;
  const { size } = seen;
  return seen.add(keyOf(_id).toString('latin1')).size > size;
}

/** @throws MongoError 50 when the time is over */
export function checkDeadline(deadline: number | undefined): void {
  if (deadline !== undefined && Date.now() > deadline) throw new MongoError(50, 'operation exceeded time limit');
}

function* candidates(collection: Collection, plan: Plan): Generator<Buffer> {
  if (plan.kind === 'OR') for (const one of plan.plans) yield* candidates(collection, one);
  else if (plan.kind === 'IDHACK') yield* byIds(collection, plan.ids);
  else if (plan.kind === 'IXSCAN') yield* byIndex(collection, plan);
  else {
    const spans = plan.kind === 'CLUSTERED' ? plan.spans : [undefined];
    const reverse = plan.kind === 'CLUSTERED' && plan.reverse;
    for (const span of spans) for (const { value } of collection.entries(span && { ...span, reverse })) yield alive(collection, value);
  }
}

function* byIds(collection: Collection, ids: readonly Buffer[]): Generator<Buffer> {
  for (const id of ids) {
    const raw = collection.get(id);
    if (raw) yield raw;
  }
}

function* byIndex(collection: Collection, plan: Plan & { kind: 'IXSCAN' }): Generator<Buffer> {
  const seen = plan.index.multikey || plan.index.long ? new Set<string>() : undefined;
  for (const span of plan.spans)
    for (const { value: id } of collection.entries({ ...span, reverse: plan.reverse })) {
      if (plan.index.dropped) throw new MongoError(175, 'query plan killed :: index dropped');
      if (seen) {
        const name = id.toString('latin1');
        if (seen.has(name)) continue;
        seen.add(name);
      }
      const raw = collection.get(id);
      if (raw) yield alive(collection, raw);
    }
}

function alive(collection: Collection, raw: Buffer): Buffer {
  if (collection.dropped) throw new MongoError(175, 'query plan killed :: collection dropped');
  return raw;
}
