import { isDoc, write, type Doc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';
import { compileFilter } from '../query/filter';
import { collectionOf, namespace, refuse, type Call, type Command } from './command';

const SPECIAL = [
  'capped',
  'size',
  'max',
  'timeseries',
  'viewOn',
  'pipeline',
  'validator',
  'collation',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'encryptedFields',
  'expireAfterSeconds',
];

/** `create`: an empty collection; special kinds are refused. */
export const create: Command = {
  fields: [...SPECIAL, 'autoIndexId', 'storageEngine', 'validationLevel', 'validationAction', 'indexOptionDefaults', 'idIndex'],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    refuse(call.body, ...SPECIAL);
    const ns = namespace(call);
    await call.engine.write(() => {
      if (call.engine.catalogue.find(ns)) throw new MongoError(48, `Collection ${ns} already exists.`);
      call.engine.catalogue.ensure(ns);
    });
    return { ok: 1 };
  },
};

/** `drop`. Dropping what is not there is no error, as in MongoDB 7. */
export const drop: Command = {
  fields: [],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    const { catalogue } = call.engine;
    const collection = collectionOf(call);
    if (!collection) return { ok: 1 };
    await call.engine.write(() => catalogue.drop(collection));
    return { nIndexesWas: collection.indexes.length + 1, ns: collection.ns, ok: 1 };
  },
};

/** `listCollections`, with a filter. */
export const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  right: 'database',
  run: (call: Call) => {
    const filter = compileFilter(call.body['filter'] ?? {});
    const all = call.engine.catalogue.all().filter((collection) => collection.db === call.db);
    const docs = all.map(({ name }) => {
      const info = { readOnly: false };
      return { name, type: 'collection', options: {}, info, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } };
    });
    const nameOnly = call.body['nameOnly'] === true;
    const shown = docs.filter((doc) => filter.test(doc)).map((doc) => write(nameOnly ? { name: doc.name, type: doc.type } : doc));
    return call.engine.cursors.first(
      shown,
      { ns: `${call.db}.$cmd.listCollections`, owner: call.session.owner },
      { size: Number.MAX_SAFE_INTEGER },
    );
  },
};

/** `dropDatabase`: all collections of a database in one transaction. */
export const dropDatabase: Command = {
  fields: [],
  right: 'database',
  run: async (call: Call): Promise<Doc> => {
    const { catalogue } = call.engine;
    await call.engine.write(() => {
      for (const collection of catalogue.all()) if (collection.db === call.db) catalogue.drop(collection);
    });
    return { dropped: call.db, ok: 1 };
  },
};

/** `listDatabases`: those this user may see. */
export const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  right: 'signed-in',
  run: ({ engine, session, body }) => {
    if (isDoc(body['filter']) && Object.keys(body['filter']).length > 0 && !('name' in body['filter']))
      throw notSupported('Filtering databases by anything but name is');
    const filter = compileFilter(body['filter'] ?? {});
    const names = [...new Set(engine.catalogue.all().map(({ db }) => db))].filter((name) => session.mayUse(name) && filter.test({ name }));
    const databases = names.map((name) => (body['nameOnly'] === true ? { name } : { name, sizeOnDisk: 0, empty: false }));
    return { databases, totalSize: 0, totalSizeMb: 0, ok: 1 };
  },
};
