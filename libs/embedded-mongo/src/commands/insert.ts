import { ObjectId } from 'bson';
import { readNative, readTyped, write, type Doc } from '../bson/codec';
import { keyOf, rankOf, RANK } from '../bson/keys';
import type { Engine } from '../engine';
import { MongoError } from '../errors';
import { checkSize } from '../indexes/upkeep';
import { isLong } from '../storage/key-space';
import type { Collection } from '../storage/collection';
import { documentsOf, namespace, type Call, type Command } from './command';
import { eachItem, withErrors } from './write-batch';

/** `insert`: one transaction for the batch; documents are stored as the bytes that came. */
export const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    const ns = namespace(call);
    const documents = documentsOf(call, 'documents').map(withIdFirst);
    const { engine } = call;
    const errors = await engine.write(() => {
      const collection = engine.catalogue.ensure(ns);
      return eachItem(documents, call.body['ordered'], (raw) => insertOne(engine, collection, raw));
    });
    const done =
      call.body['ordered'] === false
        ? documents.length - errors.length
        : ((errors[0]?.['index'] as number | undefined) ?? documents.length);
    return { n: done, ...withErrors(errors), ok: 1 };
  },
};

/** Inserts one document. Only inside `write`. @throws MongoError 11000, 53, 10334 */
export function insertOne(engine: Engine, collection: Collection, raw: Buffer): void {
  const doc = readNative(raw);
  const id = doc['_id'];
  checkId(id);
  checkSize(raw);
  const idKey = keyOf(id);
  // Shortened keys would lose the order of `_id`; nobody needs an id of two kilobytes.
  if (isLong(idKey)) throw new MongoError(17280, `the _id is longer than the embedded store takes (${idKey.length} bytes as a key)`);
  engine.upkeep.checkId(collection, idKey, id);
  engine.upkeep.change(collection, idKey, undefined, { raw, doc });
}

function checkId(id: unknown): void {
  const rank = rankOf(id);
  const name = rank === RANK.array ? 'array' : rank === RANK.regex ? 'regex' : rank === RANK.undefined ? 'undefined' : undefined;
  if (name) throw new MongoError(53, `The '_id' value cannot be of type ${name}`);
}

/** `_id` is always the first field; a missing one is made. */
function withIdFirst(raw: Buffer): Buffer {
  // Type byte, then the name: the common case is recognised without decoding.
  if (raw.length > 9 && raw.toString('latin1', 5, 9) === '_id\0') return raw;
  const { _id, ...rest } = readTyped(raw);
  return write({ _id: _id === undefined ? new ObjectId() : _id, ...rest });
}
