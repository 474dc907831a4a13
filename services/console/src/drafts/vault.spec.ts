import 'fake-indexeddb/auto';
import { describe, expect, it } from '@jest/globals';
import { openDB } from 'idb';
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

  it('where storage is forbidden it works while the page is open, and says that it does not last', async () => {
    const memory = new MemoryVault<Item>();
    await memory.keepDraft('note', 1);
    await memory.handOver(item('a'), 'note');
    expect([memory.lasting, await memory.draft('note'), await memory.waiting()]).toEqual([false, undefined, [item('a')]]);
  });
});
