import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { deviceCipher, newDeviceKey, plainCipher, type Cipher, type Kept } from './cipher';

interface Schema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  drafts: { key: [personId: string, name: string]; value: Kept };
  /** `order` is given by the database: what was shared first is sent first, also after a crash. */
  outgoing: { key: number; value: { personId: string; key: string; kept: Kept }; indexes: { mine: string; one: [string, string] } };
}
type Database = IDBPDatabase<Schema>;

/** Anything with a key of its own; the key is the Idempotency-Key it is sent with. */
export interface Keyed {
  key: string;
}

/**
 * What is kept on this device for one person: drafts by name, and what waits to be sent, in order. A promise that is fulfilled means
 * it is on the disk. Another person on the same device finds nothing here.
 */
export interface Vault<T extends Keyed> {
  /** False when the browser keeps nothing (storage forbidden): then it lasts as long as the page. */
  readonly lasting: boolean;
  draft<D>(name: string): Promise<D | undefined>;
  keepDraft(name: string, draft: unknown): Promise<void>;
  dropDraft(name: string): Promise<void>;
  /** In one step the draft goes and what was made of it waits; a crash leaves one of the two, never both and never none. */
  handOver(item: T, draftName?: string): Promise<void>;
  waiting(): Promise<T[]>;
  /** Takes its place again after a change. Nothing happens when it is gone meanwhile. */
  replace(item: T): Promise<void>;
  remove(key: string): Promise<void>;
}

const openDatabase = (name: string): Promise<Database> =>
  openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('keys');
      database.createObjectStore('drafts');
      const outgoing = database.createObjectStore('outgoing', { autoIncrement: true });
      outgoing.createIndex('mine', 'personId');
      outgoing.createIndex('one', ['personId', 'key'], { unique: true });
    },
    // A newer page wants to change the shelves: step aside, the page reloads itself for the new version.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });

/** The key of this person on this device, made at the first use. Two windows at once end up with the same one. */
async function cipherOf(database: Database, personId: string): Promise<Cipher> {
  if (!globalThis.crypto?.subtle) return plainCipher;
  const made = (await database.get('keys', personId)) ?? (await newDeviceKey());
  const change = database.transaction('keys', 'readwrite');
  const key = (await change.store.get(personId)) ?? made;
  await change.store.put(key, personId);
  await change.done;
  return deviceCipher(key);
}

/** The shelves of one person: the database, and what seals what lies in it. */
interface Shelves {
  database: Database;
  cipher: Cipher;
}

async function openShelves(personId: string, name: string): Promise<Shelves> {
  const database = await openDatabase(name);
  return { database, cipher: await cipherOf(database, personId) };
}

/** Opens what this device keeps for a person. Never rejects: without storage it keeps in memory and says so (`lasting`). */
export async function openVault<T extends Keyed>(personId: string, name = 'spil'): Promise<Vault<T>> {
  const open = () => openShelves(personId, name);
  try {
    return new DeviceVault<T>(await open(), open, personId);
  } catch {
    return new MemoryVault<T>();
  }
}

/** How a browser says that it closed the database under the page: a phone does so to a page that slept. */
const lostItsDatabase = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'InvalidStateError' || error.name === 'UnknownError');

class DeviceVault<T extends Keyed> implements Vault<T> {
  readonly lasting = true;
  private opening: Promise<Shelves> | undefined;

  constructor(
    private shelves: Shelves,
    private readonly open: () => Promise<Shelves>,
    private readonly personId: string,
  ) {}

  draft<D>(name: string): Promise<D | undefined> {
    return this.on(async ({ database, cipher }) => {
      const kept = await database.get('drafts', [this.personId, name]);
      return kept && cipher.open<D>(kept, this.about(name));
    });
  }

  keepDraft(name: string, draft: unknown): Promise<void> {
    return this.on(async ({ database, cipher }) => {
      await database.put('drafts', await cipher.seal(draft, this.about(name)), [this.personId, name]);
    });
  }

  dropDraft(name: string): Promise<void> {
    return this.on(({ database }) => database.delete('drafts', [this.personId, name]));
  }

  handOver(item: T, draftName?: string): Promise<void> {
    return this.on(async ({ database, cipher }) => {
      const kept = await cipher.seal(item, this.about(item.key));
      const change = database.transaction(['outgoing', 'drafts'], 'readwrite', { durability: 'strict' });
      const known = await change.objectStore('outgoing').index('one').getKey([this.personId, item.key]);
      await change.objectStore('outgoing').put({ personId: this.personId, key: item.key, kept }, known);
      if (draftName) await change.objectStore('drafts').delete([this.personId, draftName]);
      await change.done;
    });
  }

  waiting(): Promise<T[]> {
    return this.on(async ({ database, cipher }) => {
      const rows = await database.getAllFromIndex('outgoing', 'mine', this.personId);
      const items = await Promise.all(rows.map(({ key, kept }) => cipher.open<T>(kept, this.about(key))));
      return items.filter((item) => item !== undefined);
    });
  }

  replace(item: T): Promise<void> {
    return this.on(async ({ database, cipher }) => {
      const kept = await cipher.seal(item, this.about(item.key));
      const change = database.transaction('outgoing', 'readwrite', { durability: 'strict' });
      const known = await change.store.index('one').getKey([this.personId, item.key]);
      if (known !== undefined) await change.store.put({ personId: this.personId, key: item.key, kept }, known);
      await change.done;
    });
  }

  remove(key: string): Promise<void> {
    return this.on(async ({ database }) => {
      const change = database.transaction('outgoing', 'readwrite', { durability: 'strict' });
      const known = await change.store.index('one').getKey([this.personId, key]);
      if (known !== undefined) await change.store.delete(known);
      await change.done;
    });
  }

  /** Does it; where the database was closed meanwhile, once more on the database opened anew. Each of these may be done twice. */
  private async on<R>(work: (shelves: Shelves) => Promise<R>): Promise<R> {
    const used = this.shelves;
    try {
      return await work(used);
    } catch (error) {
      if (!lostItsDatabase(error)) throw error;
      return work(await this.openedAfter(used));
    }
  }

  /** Several who find it closed at once wait for one opening. */
  private async openedAfter(used: Shelves): Promise<Shelves> {
    if (this.shelves !== used) return this.shelves;
    this.opening ??= this.open().finally(() => (this.opening = undefined));
    this.shelves = await this.opening;
    return this.shelves;
  }

  private about(what: string): string {
    return `${this.personId} ${what}`;
  }
}

/** For a browser that forbids storage: works while the page is open, and the page says that it keeps nothing. */
export class MemoryVault<T extends Keyed> implements Vault<T> {
  readonly lasting = false;
  private readonly drafts = new Map<string, unknown>();
  private readonly items = new Map<string, T>();

  draft<D>(name: string): Promise<D | undefined> {
    return Promise.resolve(this.drafts.get(name) as D | undefined);
  }
  async keepDraft(name: string, draft: unknown): Promise<void> {
    this.drafts.set(name, draft);
  }
  async dropDraft(name: string): Promise<void> {
    this.drafts.delete(name);
  }
  async handOver(item: T, draftName?: string): Promise<void> {
    this.items.set(item.key, item);
    if (draftName) this.drafts.delete(draftName);
  }
  waiting(): Promise<T[]> {
    return Promise.resolve([...this.items.values()]);
  }
  async replace(item: T): Promise<void> {
    if (this.items.has(item.key)) this.items.set(item.key, item);
  }
  async remove(key: string): Promise<void> {
    this.items.delete(key);
  }
}
