import { asNumber, isDoc, write, type Doc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';
import { expiry, parseIndexSpec, type IndexSpec } from '../indexes/spec';
import { openIndex, type Collection, type Index } from '../storage/collection';
import { collectionOf, namespace, type Call, type Command } from './command';

const ID_INDEX = { v: 2, key: { _id: 1 }, name: '_id_' };
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `createIndexes`: builds each index in the same transaction that announces it. */
export const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum'],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    const list: unknown = call.body['indexes'];
    if (!Array.isArray(list) || list.length === 0) throw new MongoError(2, 'Must specify at least one index to create');
    const specs = list.map(parseIndexSpec);
    const { catalogue } = call.engine;
    const ns = namespace(call);
    return call.engine.write(() => {
      const created = !catalogue.find(ns);
      const collection = catalogue.ensure(ns);
      const before = collection.indexes.length + 1;
      for (const spec of specs) addIndex(call, collection, spec);
      const after = collection.indexes.length + 1;
      const note = before === after ? { note: 'all indexes already exist' } : {};
      return { numIndexesBefore: before, numIndexesAfter: after, createdCollectionAutomatically: created, ...note, ok: 1 };
    });
  },
};

function addIndex(call: Call, collection: Collection, spec: IndexSpec): void {
  if (same(Object.entries(spec.key), [['_id', 1]])) return;
  const { catalogue, upkeep } = call.engine;
  if (exists(collection, spec)) return;
  const index = openIndex({ spec, tree: catalogue.newTree(), multikey: false, long: false });
  collection.indexes.push(index);
  catalogue.onUndo(() => void collection.indexes.splice(collection.indexes.indexOf(index), 1));
  upkeep.build(collection, index);
  catalogue.save(collection);
}

function exists(collection: Collection, spec: IndexSpec): boolean {
  const named = collection.indexes.find((index) => index.spec.name === spec.name);
  if (named && same(named.spec, { ...spec })) return true;
  if (named && !same(Object.entries(named.spec.key), Object.entries(spec.key)))
    throw new MongoError(
      86,
      `An existing index has the same name as the requested index. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(named.spec)}`,
    );
  if (named)
    throw new MongoError(
      85,
      `An equivalent index already exists with the same name but different options. Requested index: ${JSON.stringify(spec)}`,
    );
  const twin = collection.indexes.find(
    (index) =>
      same(Object.entries(index.spec.key), Object.entries(spec.key)) &&
      same(index.spec.partialFilterExpression, spec.partialFilterExpression),
  );
  if (twin) throw new MongoError(85, `Index already exists with a different name: ${twin.spec.name}`);
  return false;
}

/** `dropIndexes`: by name, by key, or all. */
export const dropIndexes: Command = {
  fields: ['index'],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    const collection = existing(call);
    const before = collection.indexes.length + 1;
    const doomed = indexesNamed(collection, call.body['index']);
    await call.engine.write(() => {
      for (const index of doomed) dropIndex(call, collection, index);
    });
    return { nIndexesWas: before, ok: 1 };
  },
};

function dropIndex(call: Call, collection: Collection, index: Index): void {
  const { catalogue } = call.engine;
  const at = collection.indexes.indexOf(index);
  if (at < 0) return;
  collection.indexes.splice(at, 1);
  index.dropped = true;
  catalogue.onUndo(() => {
    collection.indexes.splice(at, 0, index);
    index.dropped = false;
  });
  catalogue.clear(index.prefix);
  catalogue.save(collection);
}

function indexesNamed(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return [...collection.indexes];
  const names = Array.isArray(wanted) ? (wanted as unknown[]) : [wanted];
  return names.map((name) => {
    if (name === '_id_' || (isDoc(name) && same(Object.keys(name), ['_id']))) throw new MongoError(72, 'cannot drop _id index');
    const found = collection.indexes.find(
      (index) => index.spec.name === name || (isDoc(name) && same(directions(name), Object.entries(index.spec.key))),
    );
    if (!found) throw new MongoError(27, `index not found with name [${typeof name === 'string' ? name : JSON.stringify(name)}]`);
    return found;
  });
}

const directions = (key: Doc): unknown[] => Object.entries(key).map(([field, direction]) => [field, asNumber(direction)]);

/** `listIndexes`. @throws MongoError 26 when the collection is not there */
export const listIndexes: Command = {
  fields: ['cursor'],
  right: 'database',
  run: (call: Call) => {
    const docs = [ID_INDEX, ...existing(call).indexes.map(({ spec }) => ({ v: 2, ...spec }))].map(write);
    return call.engine.cursors.first(docs, { ns: namespace(call), owner: call.session.owner }, { size: Number.MAX_SAFE_INTEGER });
  },
};

/** `collMod`: changes when the documents of a TTL index expire. */
export const collMod: Command = {
  fields: ['index'],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    const collection = existing(call);
    const change = call.body['index'];
    if (!isDoc(change) || change['expireAfterSeconds'] === undefined) throw notSupported('collMod of anything but expireAfterSeconds is');
    const [index] = indexesNamed(collection, change['name'] ?? change['keyPattern']);
    const before = index?.spec.expireAfterSeconds;
    if (!index || before === undefined) throw new MongoError(72, 'no expireAfterSeconds field to update');
    const after = expiry(change['expireAfterSeconds'], index.spec.key);
    await call.engine.write(() => {
      call.engine.catalogue.onUndo(() => void (index.spec.expireAfterSeconds = before));
      index.spec.expireAfterSeconds = after;
      call.engine.catalogue.save(collection);
    });
    return { expireAfterSeconds_old: before, expireAfterSeconds_new: after, ok: 1 };
  },
};

function existing(call: Call): Collection {
  const collection = collectionOf(call);
  if (!collection) throw new MongoError(26, `ns does not exist: ${namespace(call)}`);
  return collection;
}
