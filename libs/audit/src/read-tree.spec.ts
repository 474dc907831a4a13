import { describe, expect, it } from '@jest/globals';
import { ChainStore } from './chain-store';
import type { ChainedLine } from './line';
import { KeptBlocks } from './memory-collection.fixture';
import { Logged, readOf } from './proof.fixture';
import { ReadTree, type ReadTreeOptions } from './read-tree';

/** A log of forty lines, ten blocks of four, and a tree over it that counts how often lines are read. */
async function grown(options: ReadTreeOptions = {}) {
  const logged = new Logged();
  await logged.log.record(Array.from({ length: 40 }, (_, n) => readOf(n)));
  const store = new ChainStore(logged.lines, 'wijk');
  const read: number[] = [];
  const between = store.between.bind(store);
  store.between = (from, to) => {
    read.push(from);
    return between(from, to);
  };
  const blocks = new KeptBlocks();
  const treeOf = () => new ReadTree(store, blocks, { perBlock: 4, rest: () => Promise.resolve(), ...options });
  return { ...logged, logged, blocks, read, tree: treeOf(), treeOf };
}
const broken = (seq: number) => ({ code: 'read-log-broken', params: { seq } });

describe('the first look at a long log', () => {
  it('is one for all who ask meanwhile', async () => {
    const { tree, read } = await grown({ rest: () => new Promise(() => undefined) });
    const proved = await Promise.all([tree.prove([1], 40), tree.prove([2], 40), tree.prove([3], 20)]);
    expect(proved.map(({ root }) => root === proved[0].root)).toEqual([true, true, false]);
    // Ten blocks once, and the first again by the walk that follows.
    expect(read.filter((from) => from > 0)).toEqual([4, 8, 12, 16, 20, 24, 28, 32, 36]);
  });

  it('ends at its deadline, keeps what it did, and comes further with each asker', async () => {
    const { tree, blocks } = await grown({ deadlineMs: 0 });
    for (let kept = 1; kept < 10; kept++) {
      await expect(tree.prove([1], 40)).rejects.toMatchObject({ code: 'unavailable' });
      expect(blocks.roots.size).toBe(kept);
    }
    expect((await tree.prove([1], 40)).paths.size).toBe(1);
  });

  it('lets others have their turn between two blocks', async () => {
    const { tree, blocks } = await grown();
    let [turns, going] = [0, true];
    const turn = (): void => void (going && (turns++, setImmediate(turn)));
    turn();
    await tree.prove([1], 40);
    going = false;
    expect(turns).toBeGreaterThanOrEqual(blocks.roots.size);
  });
});

describe('blocks whose roots are kept', () => {
  it.each<[string, Partial<ChainedLine>]>([
    ['whom it is about', { subjectPseudonym: 'f'.repeat(64) }],
    ['its zone', { zone: 'buur' }],
  ])('are looked at again: a line that was hidden by changing %s is found, and nothing is signed after', async (_, change) => {
    const { tree, logged } = await grown();
    await tree.prove([1], 40);
    await tree.settled();
    const { [6 as number]: kept } = Object.fromEntries(logged.lines.stored);
    logged.rewrite(6, (line) => ({ ...line, ...change }));
    // Its hash still stands there: what is read for other lines cannot tell.
    await tree.prove([30], 40);
    await tree.settled();
    for (let asked = 0; asked < 2; asked++) await expect(tree.prove([30], 40)).rejects.toMatchObject(broken(6));
    logged.rewrite(6, () => kept as ChainedLine);
    expect((await tree.prove([30], 40)).paths.size).toBe(1);
  });

  it('are looked at in turn, with rests as long as the work asks, and further on after a pause', async () => {
    const rests: number[] = [];
    const { tree, read } = await grown({ rest: (ms) => Promise.resolve(void rests.push(ms)) });
    await tree.prove([1], 40);
    await tree.settled();
    expect(read).toHaveLength(20);
    expect(rests).toHaveLength(10);
    expect(rests.every((ms) => ms > 0)).toBe(true);
  });

  it('may be ahead of whoever asks: another replica kept one that was filled since', async () => {
    const { tree, treeOf, logged } = await grown();
    await treeOf().prove([1], 40);
    expect((await tree.prove([1], 30)).paths.size).toBe(1);
    logged.lines.stored.delete(40);
    await expect(tree.prove([1], 30)).rejects.toMatchObject(broken(40));
  });
});

describe('lines that are gone', () => {
  it('are missed by their number and named, with a search that ends in time and goes on with the next asker', async () => {
    const { tree, logged } = await grown({ deadlineMs: 0 });
    logged.lines.stored.delete(10);
    const answers: unknown[] = [];
    // The first asker comes as far as the root of the first block; the second of the second, and then begins to search.
    for (let asked = 0; asked < 4; asked++) await tree.prove([1], 8).catch((error: { code: string }) => answers.push(error.code));
    expect(answers).toEqual(['unavailable', 'unavailable', 'unavailable', 'read-log-broken']);
  });

  it('are not missed because a server counts wrong after a crash', async () => {
    const { tree, logged } = await grown();
    logged.lines.off = -3;
    for (let asked = 0; asked < 2; asked++) expect((await tree.prove([1], 40)).paths.size).toBe(1);
  });
});
