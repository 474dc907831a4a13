import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Store } from './store';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spil-together-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const refused = new Error('refused');

it('keeps every change that was promised and nothing of one that threw, also when they are committed together', async () => {
  const store = Store.open(dir);
  const kept = new Set<number>();
  const gone = new Set<number>();
  let next = 0;
  const writer = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn++) {
      const id = next++;
      const fails = id % 5 === 0;
      const change = (): void => {
        store.put(Buffer.from(`document ${id}`), Buffer.alloc(600, 1));
        store.put(Buffer.from(`index ${id}`), Buffer.from(String(id)));
        if (fails) throw refused;
      };
      await store.write(change).then(
        () => kept.add(id),
        (error: unknown) => {
          expect(error).toBe(refused);
          gone.add(id);
        },
      );
      const [document, index] = [store.get(Buffer.from(`document ${id}`)), store.get(Buffer.from(`index ${id}`))];
      expect([id, document !== undefined, index !== undefined]).toEqual([id, !fails, !fails]);
    }
  };
  await Promise.all(Array.from({ length: 24 }, writer));
  const after = [...kept].filter((id) => !store.get(Buffer.from(`document ${id}`)) || !store.get(Buffer.from(`index ${id}`)));
  expect({ kept: kept.size, gone: gone.size, lost: after }).toEqual({ kept: 3_840, gone: 960, lost: [] });
  await store.close();
  const again = Store.open(dir);
  expect([...kept].filter((id) => !again.get(Buffer.from(`document ${id}`)))).toEqual([]);
  expect([...gone].filter((id) => again.get(Buffer.from(`index ${id}`)))).toEqual([]);
  await again.close();
}, 60_000);
