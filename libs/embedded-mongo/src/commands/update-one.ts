import { ObjectId } from 'bson';
import { isDoc, readNative, write, type Doc } from '../bson/codec';
import { keyOf } from '../bson/keys';
import type { Engine } from '../engine';
import { MongoError } from '../errors';
import { checkSize } from '../indexes/upkeep';
import { run, type Found, type Search } from '../plan/run';
import type { Collection } from '../storage/collection';
import { applyUpdate, parseUpdate, type Update } from '../update/apply';
import { seedFrom } from '../update/upsert';
import { insertOne } from './insert';

/** One update, checked. `typedFilter` is the filter with BSON types, for upserts. */
export interface UpdateRequest {
  search: Search;
  typedFilter: Doc;
  update: Update;
  upsert: boolean;
  multi: boolean;
}

/** What an update did: matched, modified, and the documents around it. */
export interface UpdateOutcome {
  matched: number;
  modified: number;
  upsertedId?: unknown;
  before?: Buffer;
  after?: Buffer;
}

/** Applies an update to what it finds, or upserts. Only inside `write`. */
export function update(engine: Engine, collection: Collection, request: UpdateRequest): UpdateOutcome {
  if (request.multi && request.update.kind === 'replace')
    throw new MongoError(9, 'multi update is not supported for replacement-style update');
  const limit = request.multi ? 0 : 1;
  const found = [...run(collection, { ...request.search, limit })];
  if (found.length === 0) return request.upsert ? upsert(engine, collection, request) : { matched: 0, modified: 0 };
  if (found.length === 1) return changeAll(engine, collection, { found, request });
  return engine.whole(() => changeAll(engine, collection, { found, request }));
}

function changeAll(engine: Engine, collection: Collection, { found, request }: { found: Found[]; request: UpdateRequest }): UpdateOutcome {
  const outcome: UpdateOutcome = { matched: 0, modified: 0 };
  const now = new Date();
  for (const { raw, doc } of found) {
    const after = checkSize(write(applyUpdate(raw, request.update, { filter: request.search.filter.source, inserting: false, now })));
    outcome.matched++;
    if (!after.equals(raw)) {
      engine.upkeep.change(collection, keyOf(doc['_id']), { raw, doc }, { raw: after });
      outcome.modified++;
    }
    outcome.before = raw;
    outcome.after = after;
  }
  return outcome;
}

function upsert(engine: Engine, collection: Collection, request: UpdateRequest): UpdateOutcome {
  const seed = write(seedFrom(request.typedFilter));
  const made = applyUpdate(seed, request.update, { filter: request.search.filter.source, inserting: true, now: new Date() });
  const doc = made['_id'] === undefined ? { ...made, _id: new ObjectId() } : made;
  const { _id, ...rest } = doc;
  const raw = checkSize(write({ _id, ...rest }));
  insertOne(engine, collection, raw);
  return { matched: 1, modified: 0, upsertedId: _id, after: raw };
}

/** Reads `u` and `arrayFilters` of a request. @throws MongoError for a wrong form */
export function readUpdate(entry: Doc, nativeEntry: Doc, field: string): Update {
  if (entry[field] === undefined) throw new MongoError(40414, `BSON field '${field}' is missing but a required field`);
  // Pipelines are expressions: mingo computes with native numbers.
  const update = Array.isArray(entry[field]) ? nativeEntry[field] : entry[field];
  return parseUpdate(update, nativeEntry['arrayFilters']);
}

/** A document filter or an empty one. @throws MongoError 14 */
export function filterOf(value: unknown): Doc {
  if (value === undefined) return {};
  if (!isDoc(value)) throw new MongoError(14, 'the filter must be an object');
  return value;
}

/** The native form of an entry, as filters want it. */
export const native = (raw: Buffer): Doc => readNative(raw);
