import { Cursors } from './cursors';
import { IndexUpkeep } from './indexes/upkeep';
import { MongoError } from './errors';
import { Catalogue } from './storage/catalogue';
import { Store } from './storage/store';

/** Everything the commands work on: the store, what is in it, and open cursors. */
export class Engine {
  readonly catalogue: Catalogue;
  readonly upkeep: IndexUpkeep;
  readonly cursors: Cursors;
  readonly started = Date.now();

  private constructor(readonly store: Store) {
    this.catalogue = new Catalogue(store);
    this.upkeep = new IndexUpkeep({ store, catalogue: this.catalogue });
    this.cursors = new Cursors(() => Date.now());
  }

  static open(dir: string): Engine {
    return new Engine(Store.open(dir));
  }

  /**
   * Runs a change as one transaction; resolves when it is on disk.
   * A refusal (MongoError) undoes the change alone; any other failure also reads the catalogue anew.
   */
  async write<T>(change: () => T): Promise<T> {
    try {
      return await this.store.write(() => this.catalogue.undoable(change));
    } catch (error) {
      if (!(error instanceof MongoError) || error.code === 14031) this.catalogue.load();
      throw error;
    }
  }

  /** Several writes that are kept together or not at all, inside a change that goes on without them. Only inside `write`. */
  whole<T>(change: () => T): T {
    return this.store.part(() => this.catalogue.undoablePart(change));
  }

  async close(): Promise<void> {
    await this.store.close();
  }
}
