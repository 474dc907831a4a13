import 'fake-indexeddb/auto';
import { describe, expect, it, jest } from '@jest/globals';
import { deleteDB, openDB } from 'idb';
import { MemoryVault, openVault, type Keyed } from './vault';

let round = 0;
const database = (): string => `spil-${(round += 1)}`;
interface Item extends Keyed {
  text: string;
}
const item = (key: string, text = key): Item => ({ key, text });

describe('what the device keeps', () => {
  it('gives a draft back after the page was closed, to the same person only', async () => {
    const name = database();
    await (await openVault('ina', name)).keepDraft('note', { headline: 'Half' });
    expect(await (await openVault('ina', name)).draft('note')).toEqual({ headline: 'Half' });
    expect(await (await openVault('ivo', name)).draft('note')).toBeUndefined();
  });

  it('keeps what waits in the order it was shared, and each key once', async () => {
    const name = database();
    const vault = await openVault<Item>('ina', name);
    for (const key of ['b', 'a', 'c', 'a']) await vault.handOver(item(key));
    await vault.replace(item('b', 'changed'));
    expect(await (await openVault<Item>('ina', name)).waiting()).toEqual([item('b', 'changed'), item('a'), item('c')]);
    expect(await (await openVault<Item>('ivo', name)).waiting()).toEqual([]);
  });

  it('hands over in one step: the draft goes when what was made of it waits', async () => {
    const vault = await openVault<Item>('ina', database());
    await vault.keepDraft('note', { headline: 'Heel' });
    await vault.handOver(item('a'), 'note');
    expect([await vault.draft('note'), await vault.waiting()]).toEqual([undefined, [item('a')]]);
    await vault.remove('a');
    await vault.replace(item('a'));
    expect(await vault.waiting()).toEqual([]);
  });

  it('lies on the device unreadable, under a key that no script can take out', async () => {
    const name = database();
    const vault = await openVault<Item>('ina', name);
    await vault.handOver(item('a', 'Dealen aan het fietsenhok'));
    await vault.keepDraft('note', { headline: 'Dealen aan het fietsenhok' });
    const raw = await openDB(name);
    const [row] = (await raw.getAll('outgoing')) as { kept: { data: ArrayBuffer } }[];
    const [draft] = (await raw.getAll('drafts')) as { data: ArrayBuffer }[];
    for (const data of [row?.kept.data, draft?.data]) {
      expect(data?.byteLength).toBeGreaterThan(20);
      expect(Buffer.from(data as ArrayBuffer).toString('latin1')).not.toContain('fietsenhok');
    }
    expect(((await raw.getAll('keys')) as CryptoKey[]).map(({ extractable }) => extractable)).toEqual([false]);
  });

  it('two windows that open at once share one key', async () => {
    const name = database();
    const [one, other] = await Promise.all([openVault<Item>('ina', name), openVault<Item>('ina', name)]);
    await one.handOver(item('a'));
    expect(await other.waiting()).toEqual([item('a')]);
  });

  it('opens again what the browser closed under a page that slept, once for all who ask', async () => {
    const name = database();
    const openings = jest.spyOn(indexedDB, 'open');
    const vault = await openVault<Item>('ina', name);
    await vault.keepDraft('note', { headline: 'Voor het slapen' });
    for (const { value } of openings.mock.results) (value as IDBOpenDBRequest).result.close();
    const both = Promise.all([vault.handOver(item('a'), 'note'), vault.keepDraft('other', 1), vault.waiting()]);
    expect(await both).toHaveLength(3);
    expect(openings).toHaveBeenCalledTimes(2);
    openings.mockRestore();
    const seen = await openVault<Item>('ina', name);
    expect([await seen.waiting(), await seen.draft('note'), await seen.draft('other')]).toEqual([[item('a')], undefined, 1]);
  });

  it('goes on where the browser cleared what it kept, and says so when it cannot be opened any more', async () => {
    const name = database();
    const vault = await openVault<Item>('ina', name);
    await deleteDB(name);
    await vault.handOver(item('a'));
    expect(await (await openVault<Item>('ina', name)).waiting()).toEqual([item('a')]);
    // A newer page has changed the shelves.
    (await openDB(name, 2)).close();
    await expect(vault.handOver(item('b'))).rejects.toThrow();
  });

  it('where storage is forbidden it works while the page is open, and says that it does not last', async () => {
    const memory = new MemoryVault<Item>();
    await memory.keepDraft('note', 1);
    await memory.handOver(item('a'), 'note');
    expect([memory.lasting, await memory.draft('note'), await memory.waiting()]).toEqual([false, undefined, [item('a')]]);
  });
});
