import { readTyped } from '../bson/codec';
import { keyOf } from '../bson/keys';
import { MongoError } from '../errors';
import { run, searchFor } from '../plan/run';
import { valuesAt } from '../query/paths';
import { collectionOf, deadlineOf, refuse, type Call, type Command } from './command';

/** `distinct`: each value of a field once; arrays count by their elements. */
export const distinct: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  right: 'database',
  run: (call: Call) => {
    refuse(call.body, 'collation');
    const path = call.body['key'];
    if (typeof path !== 'string') throw new MongoError(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
    const values = new Map<string, unknown>();
    const search = searchFor(call.body['query'] ?? {}, { hint: call.body['hint'], deadline: deadlineOf(call.body) });
    for (const { raw } of run(collectionOf(call), search))
      for (const value of elements(valuesAt(readTyped(raw), path))) {
        const name = keyOf(value).toString('latin1');
        if (!values.has(name)) values.set(name, value);
      }
    return { values: [...values.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), ok: 1 };
  },
};

/** Values without the arrays they were taken from (an array inside an array stays a value). */
function elements(values: unknown[]): unknown[] {
  return values.filter((value, i) => value !== undefined && !(Array.isArray(value) && isWhole(values, i, value)));
}

function isWhole(values: unknown[], at: number, list: unknown[]): boolean {
  return at >= list.length && list.every((item, i) => values[at - list.length + i] === item);
}
