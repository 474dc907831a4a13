import { readTyped, type Doc } from '../bson/codec';
import { MongoError } from '../errors';
import { run, searchFor, type Search } from '../plan/run';
import { compileProjection, type Projection } from '../query/projection';
import { parseSort } from '../query/sort';
import { keyOf } from '../bson/keys';
import { collectionOf, deadlineOf, namespace, refuse, type Call, type Command } from './command';
import { filterOf, readUpdate, update, type UpdateOutcome } from './update-one';

/** `findAndModify`: finds one document and changes or removes it, in one step. */
export const findAndModify: Command = {
  fields: 'query sort remove update new fields upsert arrayFilters hint collation let bypassDocumentValidation'.split(' '),
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    const { body } = call;
    refuse(body, 'collation', 'let');
    if (body['remove'] === true && (body['update'] !== undefined || body['upsert'] === true || body['new'] === true))
      throw new MongoError(9, "Cannot specify both an update and remove=true, nor 'new' or 'upsert' with remove=true");
    if (body['remove'] !== true && body['update'] === undefined)
      throw new MongoError(9, 'Either an update or remove=true must be specified');
    const projection = compileProjection(body['fields']);
    const search = searchFor(filterOf(body['query']), {
      sort: parseSort(body['sort']),
      hint: body['hint'],
      limit: 1,
      deadline: deadlineOf(body),
    });
    return body['remove'] === true ? removeOne(call, search, projection) : change(call, search, projection);
  },
};

async function removeOne(call: Call, search: Search, projection: Projection): Promise<Doc> {
  const value = await call.engine.write(() => {
    const collection = collectionOf(call);
    const [found] = run(collection, search);
    if (found && collection) call.engine.upkeep.change(collection, keyOf(found.doc['_id']), found, undefined);
    return found?.raw;
  });
  return { lastErrorObject: { n: value ? 1 : 0 }, value: value ? shown(value, projection) : null, ok: 1 };
}

async function change(call: Call, search: Search, projection: Projection): Promise<Doc> {
  const { body, engine } = call;
  const typed = call.request.typed();
  const checked = readUpdate(typed, body, 'update');
  const upsert = body['upsert'] === true;
  const outcome = await engine.write((): UpdateOutcome => {
    const collection = upsert ? engine.catalogue.ensure(namespace(call)) : collectionOf(call);
    if (!collection) return { matched: 0, modified: 0 };
    return update(engine, collection, { search, typedFilter: filterOf(typed['query']), update: checked, upsert, multi: false });
  });
  const inserted = outcome.upsertedId !== undefined;
  const value = body['new'] === true ? outcome.after : outcome.before;
  return {
    lastErrorObject: {
      n: outcome.matched,
      updatedExisting: outcome.matched > 0 && !inserted,
      ...(inserted && { upserted: outcome.upsertedId }),
    },
    value: value ? shown(value, projection) : null,
    ok: 1,
  };
}

function shown(raw: Buffer, projection: Projection): Doc {
  return readTyped(projection(raw));
}
