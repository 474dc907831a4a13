import { asNumber, type Doc } from '../bson/codec';
import { keyOf } from '../bson/keys';
import { MongoError } from '../errors';
import { run, searchFor } from '../plan/run';
import { deadlineOf, documentsOf, entryOf, namespace, refuse, type Call, type Command } from './command';
import { filterOf, native } from './update-one';
import { eachItem, withErrors } from './write-batch';

/** `delete`: one transaction for the batch. */
export const remove: Command = {
  fields: ['deletes', 'ordered', 'let'],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    refuse(call.body, 'let');
    const ns = namespace(call);
    const entries = documentsOf(call, 'deletes');
    let n = 0;
    const errors = await call.engine.write(() => {
      n = 0;
      return eachItem(entries, call.body['ordered'], (raw) => {
        n += deleteEntry(call, ns, raw);
      });
    });
    return { n, ...withErrors(errors), ok: 1 };
  },
};

function deleteEntry(call: Call, ns: string, raw: Buffer): number {
  refuse(entryOf(raw, 'delete.deletes', ['q', 'limit', 'hint', 'collation']), 'collation');
  const { q, limit, hint } = native(raw);
  const most = asNumber(limit);
  if (most !== 0 && most !== 1) throw new MongoError(9, `The limit field in delete objects must be 0 or 1. Got ${String(limit)}`);
  const collection = call.engine.catalogue.find(ns);
  if (!collection) return 0;
  const found = [...run(collection, searchFor(filterOf(q), { limit: most, hint, deadline: deadlineOf(call.body) }))];
  for (const one of found) call.engine.upkeep.change(collection, keyOf(one.doc['_id']), one, undefined);
  return found.length;
}
