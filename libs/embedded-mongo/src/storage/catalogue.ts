import { readNative, write } from '../bson/codec';
import { MongoError } from '../errors';
import { Collection, type StoredCollection } from './collection';
import { CATALOGUE, keyIn, treePrefix, wholeTree } from './key-space';
import type { Store } from './store';

const ROOT = treePrefix(CATALOGUE);
const NEXT = Buffer.from('#next');
const FORMAT = Buffer.from('#format');
const FORMAT_NOW = 1;

/** Which collections and indexes there are. Kept in the same transactions as the data it describes. */
export class Catalogue {
  private readonly collections = new Map<string, Collection>();
  private next = CATALOGUE + 1;
  private undo: (() => void)[] = [];

  constructor(private readonly store: Store) {
    this.load();
  }

  /** Reads everything anew; also the way back after a failed commit. */
  load(): void {
    for (const collection of this.collections.values()) collection.dropped = true;
    this.collections.clear();
    this.next = Number(this.store.get(keyIn(ROOT, NEXT))?.toString() ?? CATALOGUE + 1);
    const format = this.store.get(keyIn(ROOT, FORMAT))?.toString() ?? String(FORMAT_NOW);
    if (format !== String(FORMAT_NOW)) throw new Error(`the data folder has format ${format}, this program reads ${FORMAT_NOW}`);
    for (const { value } of this.store.entries(wholeTree(ROOT))) this.open(value);
  }

  private open(value: Buffer): void {
    if (value.length < 5 || value.readInt32LE(0) !== value.length) return; // a counter, not a collection
    const { ns, tree, indexes } = readNative(value) as unknown as StoredCollection;
    this.collections.set(ns, new Collection(ns, tree, indexes, this.store));
  }

  /** Runs a change; if it throws, what it did to the catalogue in memory is taken back, as the store takes back the rest. */
  undoable<T>(change: () => T): T {
    this.undo = [];
    return this.undoablePart(change);
  }

  /** A part of such a change, taken back alone. */
  undoablePart<T>(change: () => T): T {
    const before = this.undo.length;
    try {
      return change();
    } catch (error) {
      for (const step of this.undo.splice(before).reverse()) step();
      throw error;
    }
  }

  /** Says how to take back a change in memory. */
  onUndo(step: () => void): void {
    this.undo.push(step);
  }

  find(ns: string): Collection | undefined {
    return this.collections.get(ns);
  }

  all(): Collection[] {
    return [...this.collections.values()].sort((a, b) => (a.ns < b.ns ? -1 : 1));
  }

  /** The collection, made when it is not there. Only inside `write`. @throws MongoError 73 for a name MongoDB refuses */
  ensure(ns: string): Collection {
    const known = this.collections.get(ns);
    if (known) return known;
    checkNamespace(ns);
    const collection = new Collection(ns, this.newTree(), [], this.store);
    this.collections.set(ns, collection);
    this.onUndo(() => this.collections.delete(ns));
    this.save(collection);
    this.store.put(keyIn(ROOT, FORMAT), Buffer.from(String(FORMAT_NOW)));
    return collection;
  }

  /** Only inside `write`. */
  newTree(): number {
    const tree = this.next++;
    this.onUndo(() => void (this.next = tree));
    this.store.put(keyIn(ROOT, NEXT), Buffer.from(String(this.next)));
    return tree;
  }

  /** Only inside `write`. */
  save(collection: Collection): void {
    this.store.put(keyIn(ROOT, Buffer.from(collection.ns)), write(collection.stored()));
  }

  /** Removes a collection with its documents and indexes. Only inside `write`. */
  drop(collection: Collection): void {
    for (const index of collection.indexes) this.clear(index.prefix);
    this.clear(collection.prefix);
    this.store.remove(keyIn(ROOT, Buffer.from(collection.ns)));
    this.collections.delete(collection.ns);
    collection.dropped = true;
    this.onUndo(() => {
      collection.dropped = false;
      this.collections.set(collection.ns, collection);
    });
  }

  /** Removes every key of a tree. Only inside `write`. */
  clear(prefix: Buffer): void {
    for (const { key } of this.store.entries(wholeTree(prefix))) this.store.remove(key);
  }
}

function checkNamespace(ns: string): void {
  const dot = ns.indexOf('.');
  const [db, name] = [ns.slice(0, dot), ns.slice(dot + 1)];
  const bad =
    dot < 1 ||
    name === '' ||
    name.startsWith('.') ||
    name.endsWith('.') ||
    name.includes('$') ||
    name.includes('\0') ||
    name.startsWith('system.');
  if (bad || /[/\\. "$*<>:|?\0]/.test(db) || ns.length > 255) throw new MongoError(73, `Invalid namespace specified '${ns}'`);
}
