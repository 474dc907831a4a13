import { asNumber, isDoc, readNative, write, type Doc } from '../bson/codec';
import { MongoError } from '../errors';
import { run, searchFor, type Search } from '../plan/run';
import { aggregation } from '../query/aggregation';
import { guard } from '../query/filter';
import { checkPipeline } from '../query/stages';
import { parseSort } from '../query/sort';
import { collectionOf, countOf, deadlineOf, refuse, type Call, type Command } from './command';

/** The fields of `aggregate`, also those of an explained one. */
export const AGGREGATE_FIELDS = 'pipeline cursor explain allowDiskUse bypassDocumentValidation collation hint let isMapReduceCommand'.split(
  ' ',
);

/** A pipeline cut in two: what the collection's indexes can do, and what mingo does with the rest. */
export interface Cut {
  search: Search;
  rest: Doc[];
}

/** Takes a leading `$match`, `$sort`, `$skip`, `$limit` (in this order) into the search. */
export function cut(pipeline: readonly Doc[], more: Pick<Search, 'hint' | 'deadline'>): Cut {
  const rest = [...pipeline];
  const take = (name: string): unknown => (rest[0] && name in rest[0] ? rest.shift()?.[name] : undefined);
  const filter = take('$match') ?? {};
  const sort = parseSort(take('$sort'));
  const skip = countOf(take('$skip'), '$skip');
  const limit = countOf(take('$limit'), '$limit');
  return { search: searchFor(filter, { ...more, sort, skip, limit }), rest };
}

/** mingo's projections put `_id` last; MongoDB has it first. */
function idFirst(doc: Doc): Doc {
  return '_id' in doc && Object.keys(doc)[0] !== '_id' ? { _id: doc['_id'], ...doc } : doc;
}

/** `aggregate`: index work first, then mingo. */
export const aggregate: Command = {
  fields: AGGREGATE_FIELDS,
  right: 'database',
  run: (call: Call) => {
    const { body, engine, session } = call;
    refuse(body, 'collation', 'let', 'explain');
    const pipeline = checkPipeline(body['pipeline']);
    if (!isDoc(body['cursor'])) throw new MongoError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
    const target = typeof body['aggregate'] === 'string' ? `${call.db}.${body['aggregate']}` : `${call.db}.$cmd.aggregate`;
    const docs = results(call, pipeline);
    return engine.cursors.first(docs, { ns: target, owner: session.owner }, { size: asNumber(body['cursor']['batchSize']) ?? 101 });
  },
};

function results(call: Call, pipeline: Doc[]): Iterable<Buffer> {
  const { search, rest } = cut(pipeline, { hint: call.body['hint'], deadline: deadlineOf(call.body) });
  const collection = typeof call.body['aggregate'] === 'string' ? collectionOf(call) : undefined;
  const found = run(collection, search);
  if (rest.length === 0) return raws(found);
  if (isCount(rest)) return counted(found);
  const resolve = (name: string): Doc[] =>
    [...run(call.engine.catalogue.find(`${call.db}.${name}`), searchFor({}))].map(({ raw }) => readNative(raw));
  const docs = [...found].map(({ raw, doc }) => (search.filter.read === readNative ? doc : readNative(raw)));
  return guard(() => aggregation(resolve).run(rest, docs)).map((doc) => write(idFirst(doc)));
}

const COUNT = JSON.stringify([{ $group: { _id: 1, n: { $sum: 1 } } }]);

/** What `countDocuments` of every driver sends. */
const isCount = (rest: readonly Doc[]): boolean => rest.length === 1 && JSON.stringify(rest) === COUNT;

function counted(found: Iterable<unknown>): Buffer[] {
  let n = 0;
  for (const _ of found) n++;
  return n > 0 ? [write({ _id: 1, n })] : [];
}

function* raws(found: Iterable<{ raw: Buffer }>): Generator<Buffer> {
  for (const { raw } of found) yield raw;
}
