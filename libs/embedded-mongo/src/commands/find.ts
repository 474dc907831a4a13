import { asNumber, type Doc } from '../bson/codec';
import { MongoError } from '../errors';
import { run, searchFor, type Search } from '../plan/run';
import { compileProjection } from '../query/projection';
import { parseSort } from '../query/sort';
import type { Batch } from '../wire/batch';
import { collectionOf, countOf, deadlineOf, namespace, refuse, type Call, type Command } from './command';

/** The fields of `find`, also those of an explained one. */
export const FIND_FIELDS =
  'filter sort projection hint skip limit batchSize singleBatch max min returnKey showRecordId tailable oplogReplay noCursorTimeout awaitData allowPartialResults collation allowDiskUse let'.split(
    ' ',
  );

/** Reads what a `find` asks for. @throws MongoError for what is wrong or not done here */
export function readFind(body: Doc): Search {
  refuse(body, 'collation', 'max', 'min', 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'oplogReplay', 'let');
  const limit = asNumber(body['limit']) ?? 0;
  if (Number.isNaN(limit)) throw new MongoError(14, "BSON field 'limit' is the wrong type, expected a number");
  return searchFor(body['filter'] ?? {}, {
    sort: parseSort(body['sort']),
    skip: countOf(body['skip'], 'skip'),
    limit: Math.abs(limit),
    hint: body['hint'],
    deadline: deadlineOf(body),
  });
}

/** `find`: answers with the stored bytes, batch by batch. */
export const find: Command = {
  fields: FIND_FIELDS,
  right: 'database',
  run: (call: Call): Batch => {
    const { body, engine, session } = call;
    const search = readFind(body);
    const project = compileProjection(body['projection']);
    const single = body['singleBatch'] === true || (asNumber(body['limit']) ?? 0) < 0;
    const docs = projected(run(collectionOf(call), search), project);
    return engine.cursors.first(
      docs,
      { ns: namespace(call), owner: session.owner },
      { size: body['batchSize'] === undefined ? 101 : countOf(body['batchSize'], 'batchSize'), single },
    );
  },
};

function* projected(found: Iterable<{ raw: Buffer }>, project: (raw: Buffer) => Buffer): Generator<Buffer> {
  for (const { raw } of found) yield project(raw);
}
