import { describe, expect, it } from '@jest/globals';
import { ChainStore } from './chain-store';
import { type ChainedLine, genesis, hashOf } from './line';
import { LogMemory } from './log-memory';
import { Logged, readOf } from './proof.fixture';
import { ReadTree } from './read-tree';
import { verifyChain } from './verify';

const perBlock = 4;

/** Ten lines, of which two blocks are kept. */
async function kept() {
  const logged = new Logged();
  await logged.log.record(Array.from({ length: 10 }, (_, n) => readOf(n)));
  const tree = new ReadTree(new ChainStore(logged.lines, 'wijk'), logged.blocks, { perBlock, rest: () => Promise.resolve() });
  await tree.check(10);
  const roots = { perBlock, of: await new LogMemory(logged.blocks).all() };
  const lines = [...logged.lines.stored.values()].sort((a, b) => a._id - b._id);
  return { roots, lines };
}

/** As one who may write in the database and knows how lines follow from one another would. */
function rewritten(lines: readonly ChainedLine[], from: number): ChainedLine[] {
  let prevHash = genesis('wijk').hash;
  return lines.map((line) => {
    const changed = { ...line, prevHash, ...(line._id === from ? { actor: 'nobody' } : {}) };
    const whole = { ...changed, hash: hashOf(changed) };
    prevHash = whole.hash;
    return whole;
  });
}

describe('a chain and the roots that its log kept', () => {
  it('are compared, and are as they were', async () => {
    const { lines, roots } = await kept();
    expect(roots.of.size).toBe(2);
    expect(await verifyChain(lines, { service: 'wijk', roots })).toMatchObject({ ok: true, count: 10 });
  });

  it('tell a chain that was written anew from some line on, which is right in itself', async () => {
    const { lines, roots } = await kept();
    const changed = rewritten(lines, 6);
    expect(await verifyChain(changed, { service: 'wijk' })).toMatchObject({ ok: true });
    expect(await verifyChain(changed, { service: 'wijk', roots })).toEqual({ ok: false, brokenAt: 5, why: 'rewritten', count: 4 });
  });

  it('tell a log that ends before a block it kept', async () => {
    const { lines, roots } = await kept();
    expect(await verifyChain(lines.slice(0, 7), { service: 'wijk', roots })).toMatchObject({ ok: false, brokenAt: 8, why: 'truncated' });
  });
});
