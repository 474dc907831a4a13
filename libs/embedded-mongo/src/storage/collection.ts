import type { Doc } from '../bson/codec';
import type { Filter } from '../query/filter';
import { compileFilter } from '../query/filter';
import type { IndexSpec } from '../indexes/spec';
import { keyIn, treePrefix, wholeTree } from './key-space';
import type { Entry, Span, Store } from './store';

/** An index as the catalogue keeps it. */
export interface StoredIndex {
  spec: IndexSpec;
  tree: number;
  /** some document has several keys: an order by this index would be an order of elements */
  multikey: boolean;
  /** some key was shortened: the order inside the index is only roughly right */
  long: boolean;
}

/** A collection as the catalogue keeps it. */
export interface StoredCollection {
  ns: string;
  tree: number;
  indexes: StoredIndex[];
}

/** An index with what is needed at run time. */
export interface Index extends StoredIndex {
  prefix: Buffer;
  fields: string[];
  directions: (1 | -1)[];
  partial?: Filter;
  dropped: boolean;
}

/** An index made ready from its stored form. */
export function openIndex(stored: StoredIndex): Index {
  const index: Index = {
    ...stored,
    prefix: treePrefix(stored.tree),
    fields: Object.keys(stored.spec.key),
    directions: Object.values(stored.spec.key),
    dropped: false,
  };
  if (stored.spec.partialFilterExpression) index.partial = compileFilter(stored.spec.partialFilterExpression);
  return index;
}

/** One collection: its documents by the key of their `_id`, and its indexes. */
export class Collection {
  readonly prefix: Buffer;
  readonly indexes: Index[];
  dropped = false;

  constructor(
    readonly ns: string,
    readonly tree: number,
    indexes: StoredIndex[],
    private readonly store: Store,
  ) {
    this.prefix = treePrefix(tree);
    this.indexes = indexes.map(openIndex);
  }

  get db(): string {
    return this.ns.slice(0, this.ns.indexOf('.'));
  }

  get name(): string {
    return this.ns.slice(this.ns.indexOf('.') + 1);
  }

  /** The document with this `_id` key, as bytes. */
  get(idKey: Buffer): Buffer | undefined {
    return this.store.get(keyIn(this.prefix, idKey));
  }

  put(idKey: Buffer, raw: Buffer): void {
    this.store.put(keyIn(this.prefix, idKey), raw);
  }

  remove(idKey: Buffer): void {
    this.store.remove(keyIn(this.prefix, idKey));
  }

  entries(span: Span = wholeTree(this.prefix)): Iterable<Entry> {
    return this.store.entries(span);
  }

  count(): number {
    return this.store.count(wholeTree(this.prefix));
  }

  stored(): Doc & StoredCollection {
    const indexes = this.indexes.map(({ spec, tree, multikey, long }) => ({ spec, tree, multikey, long }));
    return { ns: this.ns, tree: this.tree, indexes };
  }
}
