import { hostname } from 'node:os';
import type { Doc } from '../bson/codec';
import { collectionOf, type Call, type Command } from './command';

/** `serverStatus`: the little that is true of this server. */
export const serverStatus: Command = {
  fields: ['repl', 'metrics', 'locks', 'wiredTiger', 'opcounters', 'network', 'mem'],
  right: 'signed-in',
  run: ({ engine }) => {
    const uptime = (Date.now() - engine.started) / 1000;
    return {
      host: hostname(),
      version: '7.0.0',
      process: 'spil-embedded-mongo',
      pid: process.pid,
      uptime,
      localTime: new Date(),
      metrics: { cursor: { open: { total: engine.cursors.size } } },
      ok: 1,
    };
  },
};

function sizes(
  call: Call,
  collections: Iterable<{ count(): number; indexes: readonly unknown[]; entries(): Iterable<{ value: Buffer }> }>,
): Doc {
  const sums = { count: 0, size: 0, nindexes: 0 };
  for (const collection of collections) {
    for (const { value } of collection.entries()) {
      sums.count++;
      sums.size += value.length;
    }
    sums.nindexes += collection.indexes.length + 1;
  }
  return { ...sums, avgObjSize: sums.count ? sums.size / sums.count : 0 };
}

/** `collStats`: counts and bytes of documents. */
export const collStats: Command = {
  fields: ['scale'],
  right: 'database',
  run: (call: Call) => {
    const collection = collectionOf(call);
    return {
      ns: `${call.db}.${String(call.body[call.name])}`,
      ...sizes(call, collection ? [collection] : []),
      storageSize: 0,
      totalIndexSize: 0,
      ok: 1,
    };
  },
};

/** `dbStats`: the same for a database. */
export const dbStats: Command = {
  fields: ['scale', 'freeStorage'],
  right: 'database',
  run: (call: Call) => {
    const own = call.engine.catalogue.all().filter((collection) => collection.db === call.db);
    const { count, size, nindexes, avgObjSize } = sizes(call, own);
    return {
      db: call.db,
      collections: own.length,
      views: 0,
      objects: count,
      avgObjSize,
      dataSize: size,
      storageSize: 0,
      indexes: nindexes,
      indexSize: 0,
      totalSize: 0,
      ok: 1,
    };
  },
};

/** `getParameter`: mongosh asks for the feature compatibility version; nothing else is known. */
export const getParameter: Command = {
  fields: ['featureCompatibilityVersion', 'allParameters', 'authenticationMechanisms'],
  right: 'signed-in',
  run: () => ({ featureCompatibilityVersion: { version: '7.0' }, authenticationMechanisms: ['SCRAM-SHA-256'], ok: 1 }),
};

/** `hostInfo` and `getLog`, as far as mongosh needs them to greet. */
export const getLog: Command = {
  fields: [],
  right: 'signed-in',
  run: () => ({ totalLinesWritten: 1, log: ["Spil's embedded store: one machine, trial and tests; not for production"], ok: 1 }),
};
