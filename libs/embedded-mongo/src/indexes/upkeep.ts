import { readNative, readTyped, type Doc } from '../bson/codec';
import { keyOf } from '../bson/keys';
import { MongoError } from '../errors';
import type { Catalogue } from '../storage/catalogue';
import type { Collection, Index } from '../storage/collection';
import { isLong, keyIn } from '../storage/key-space';
import type { Store } from '../storage/store';
import { documentKeys } from './keys';
import { duplicateKey } from './duplicate-key';

interface IndexChange {
  index: Index;
  add: Buffer[];
  remove: Buffer[];
  seen: { multikey: boolean; long: boolean };
}

/** A document as bytes and, where someone has read it already, as values. */
export interface Version {
  raw: Buffer;
  doc?: Doc;
}

type ReadVersion = Required<Version>;

function read(version: Version | undefined): ReadVersion | undefined {
  if (!version?.doc) return version && { raw: version.raw, doc: readNative(version.raw) };
  return version as ReadVersion;
}

/** What writing needs: the store and the catalogue. */
export interface Writable {
  store: Store;
  catalogue: Catalogue;
}

/** Makes index entries follow the documents. Each change is checked whole before anything of it is written. */
export class IndexUpkeep {
  constructor(private readonly on: Writable) {}

  /**
   * Replaces (or adds, or removes) one document with all its index entries. Only inside `write`.
   * @throws MongoError 11000 with keyPattern and keyValue; nothing is written then
   */
  change(collection: Collection, idKey: Buffer, before: Version | undefined, after: Version | undefined): void {
    const old = collection.indexes.length > 0 ? read(before) : undefined;
    const now = collection.indexes.length > 0 ? read(after) : undefined;
    const changes = collection.indexes.map((index) => this.difference(collection, index, { idKey, old, now }));
    for (const { index, add, remove, seen } of changes) {
      this.mark(collection, index, seen);
      for (const key of remove) this.on.store.remove(keyIn(index.prefix, key));
      for (const key of add) this.on.store.put(keyIn(index.prefix, key), idKey);
    }
    if (after) collection.put(idKey, after.raw);
    else collection.remove(idKey);
  }

  private difference(
    collection: Collection,
    index: Index,
    doc: { idKey: Buffer; old: ReadVersion | undefined; now: ReadVersion | undefined },
  ): IndexChange {
    const was = doc.old ? entryKeys(index, doc.old, doc.idKey).entries : [];
    const { entries: will, seen } = doc.now ? entryKeys(index, doc.now, doc.idKey) : NONE;
    const has = (list: { entry: Buffer }[], key: Buffer): boolean => list.some(({ entry }) => entry.equals(key));
    const added = will.filter(({ entry }) => !has(was, entry));
    if (index.spec.unique) for (const { entry, values } of added) this.checkUnique(collection, index, { entry, values, idKey: doc.idKey });
    return { index, add: added.map((a) => a.entry), remove: was.filter(({ entry }) => !has(will, entry)).map((w) => w.entry), seen };
  }

  private mark(collection: Collection, index: Index, seen: { multikey: boolean; long: boolean }): void {
    if ((!seen.multikey || index.multikey) && (!seen.long || index.long)) return;
    const { multikey, long } = index;
    this.on.catalogue.onUndo(() => Object.assign(index, { multikey, long }));
    index.multikey ||= seen.multikey;
    index.long ||= seen.long;
    this.on.catalogue.save(collection);
  }

  private checkUnique(collection: Collection, index: Index, wanted: { entry: Buffer; values: unknown[]; idKey: Buffer }): void {
    const holder = this.on.store.get(keyIn(index.prefix, wanted.entry));
    if (holder && !holder.equals(wanted.idKey)) throw duplicateKey(collection.ns, index.spec, wanted.values);
  }

  /** Fills a new index from what is there. Only inside `write`. */
  build(collection: Collection, index: Index): void {
    for (const { value } of collection.entries()) {
      const now = { raw: value, doc: readNative(value) };
      const idKey = keyOf(now.doc['_id']);
      const { add, seen } = this.difference(collection, index, { idKey, old: undefined, now });
      this.mark(collection, index, seen);
      for (const key of add) this.on.store.put(keyIn(index.prefix, key), idKey);
    }
  }

  /** @throws MongoError 11000 when the `_id` is taken */
  checkId(collection: Collection, idKey: Buffer, id: unknown): void {
    if (collection.get(idKey)) throw duplicateKey(collection.ns, { name: '_id_', key: { _id: 1 } }, [id]);
  }
}

interface Entries {
  entries: { entry: Buffer; values: unknown[] }[];
  seen: { multikey: boolean; long: boolean };
}

const NONE: Entries = { entries: [], seen: { multikey: false, long: false } };

/** Entries of a document: the key, followed by the `_id` where several documents may share the key. */
function entryKeys(index: Index, { raw, doc }: ReadVersion, idKey: Buffer): Entries {
  const { partial } = index;
  // A condition on `$type` tells Int32 from Double, which a native document no longer does.
  if (partial && !partial.test(partial.read === readTyped ? readTyped(raw) : doc)) return NONE;
  const { keys, values, multikey, absent } = documentKeys(doc, index.fields, index.directions);
  if (index.spec.sparse && absent) return NONE;
  const entries = keys.map((key, i) => ({ entry: index.spec.unique ? key : Buffer.concat([key, idKey]), values: values[i] ?? [] }));
  return { entries, seen: { multikey, long: entries.some(({ entry }) => isLong(entry)) } };
}

/** A document over MongoDB's limit is refused. */
export function checkSize(raw: Buffer): Buffer {
  if (raw.length > 16 * 1024 * 1024)
    throw new MongoError(10334, `BSONObj size: ${raw.length} is invalid. Size must be between 0 and 16793600(16MB)`);
  return raw;
}
