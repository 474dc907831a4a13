import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { moveIn } from './move-in';
import type { Outgoing } from './queue';
import { MemoryVault, openVault, type Vault } from './vault';

const kept = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  },
});
const waiting = (key: string) => ({ key, draft: { headline: key }, request: {}, queuedAt: '2026-01-12T09:30:00.000Z', state: 'waiting' });
let round = 0;
const vaultOf = (personId: string): Promise<Vault<Outgoing>> => openVault<Outgoing>(personId, `move-${round}`);

describe('what an earlier version kept on the device', () => {
  beforeEach(() => {
    round += 1;
    kept.clear();
    kept.set('spil.ina.queue', JSON.stringify([waiting('b'), waiting('a')]));
    kept.set('spil.ina.note', JSON.stringify({ headline: 'Half' }));
    kept.set('spil.ina.unit', '"combi-1"');
  });

  it('is sent by this one, in its order, and lies nowhere readable any more', async () => {
    const vault = await moveIn(await vaultOf('ina'), 'ina');
    expect((await vault.waiting()).map(({ kind, key }) => [kind, key])).toEqual([
      ['note', 'b'],
      ['note', 'a'],
    ]);
    expect(await vault.draft('note')).toEqual({ headline: 'Half' });
    expect([...kept.keys()]).toEqual(['spil.ina.unit']);
  });

  it('comes once, also when it was cut before the old was taken out', async () => {
    const before = new Map(kept);
    await moveIn(await vaultOf('ina'), 'ina');
    for (const [key, value] of before) kept.set(key, value);
    const again = await moveIn(await vaultOf('ina'), 'ina');
    expect((await again.waiting()).map(({ key }) => key)).toEqual(['b', 'a']);
  });

  it('of somebody else stays where it is, and so does all of it where the browser keeps nothing', async () => {
    const before = [...kept];
    expect(await (await moveIn(await vaultOf('ivo'), 'ivo')).waiting()).toEqual([]);
    await moveIn(new MemoryVault<Outgoing>(), 'ina');
    expect([...kept]).toEqual(before);
  });

  it('never takes the place of a newer draft', async () => {
    const vault = await vaultOf('ina');
    await vault.keepDraft('note', { headline: 'Newer' });
    await moveIn(vault, 'ina');
    expect(await vault.draft('note')).toEqual({ headline: 'Newer' });
    expect(kept.has('spil.ina.note')).toBe(true);
  });
});
