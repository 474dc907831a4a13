import type { Doc } from '../bson/codec';
import { searchFor } from '../plan/run';
import { parseSort } from '../query/sort';
import type { Collection } from '../storage/collection';
import { deadlineOf, documentsOf, entryOf, namespace, refuse, type Call, type Command } from './command';
import { filterOf, native, readUpdate, update as updateDocuments, type UpdateOutcome } from './update-one';
import { eachItem, withErrors } from './write-batch';

const ENTRY = ['q', 'u', 'c', 'upsert', 'multi', 'arrayFilters', 'hint', 'collation', 'sort'];

/** `update`: one transaction for the batch, each item whole or not at all. */
export const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    refuse(call.body, 'let');
    const ns = namespace(call);
    const entries = documentsOf(call, 'updates');
    const { engine } = call;
    const totals = { n: 0, nModified: 0, upserted: [] as Doc[] };
    const errors = await engine.write(() => {
      Object.assign(totals, { n: 0, nModified: 0, upserted: [] });
      const collection = engine.catalogue.ensure(ns);
      return eachItem(entries, call.body['ordered'], (raw, index) => {
        const outcome = updateEntry(call, collection, raw);
        totals.n += outcome.matched;
        totals.nModified += outcome.modified;
        if (outcome.upsertedId !== undefined) totals.upserted.push({ index, _id: outcome.upsertedId });
      });
    });
    const { upserted, ...counts } = totals;
    return { ...counts, ...(upserted.length > 0 && { upserted }), ...withErrors(errors), ok: 1 };
  },
};

function updateEntry(call: Call, collection: Collection, raw: Buffer): UpdateOutcome {
  const entry = entryOf(raw, 'update.updates', ENTRY);
  refuse(entry, 'collation', 'c');
  const plain = native(raw);
  const sort = parseSort(plain['sort']);
  const search = searchFor(filterOf(plain['q']), { hint: plain['hint'], sort, deadline: deadlineOf(call.body) });
  return updateDocuments(call.engine, collection, {
    search,
    typedFilter: filterOf(entry['q']),
    update: readUpdate(entry, plain, 'u'),
    upsert: entry['upsert'] === true,
    multi: entry['multi'] === true,
  });
}
