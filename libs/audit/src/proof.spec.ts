import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ChainStore } from './chain-store';
import { CheckpointKey, isSigned } from './checkpoint';
import { readLogKeys } from './keys';
import { type ChainedLine, fromLdv, hashOf, toLdv } from './line';
import { leafHash, levelsOf, rootByPath, rootOf } from './merkle';
import { proofFlaw, type ReadProof } from './proof';
import { Logged, readOf, recordOf } from './proof.fixture';
import { ReadHistory } from './read-history';
import { ReadTree } from './read-tree';
import { KeptBlocks } from './memory-collection.fixture';

const many = (count: number, of = 7) => Array.from({ length: count }, (_, n) => readOf(n % of));

describe('who read a record', () => {
  it('is told of these records in this zone only, newest first, a page at a time', async () => {
    const { log, history, question } = new Logged();
    await log.record([readOf(1), readOf(2), readOf(1, { zone: 'buur' }), readOf(1, { subjectType: 'item' }), readOf(1)]);
    const seqs = async (...ns: number[]) => (await history.about(question(...ns))).lines.map(({ _id }) => _id);
    expect(await seqs(1)).toEqual([5, 1]);
    expect(await seqs(1, 2)).toEqual([5, 2, 1]);
    expect(await seqs(3)).toEqual([]);
    expect((await history.about({ ...question(1, 2), before: 5 })).lines.map(({ _id }) => _id)).toEqual([2, 1]);
    await log.record(many(201, 1));
    const page = await history.about(question(0));
    expect([page.lines.length, page.more]).toEqual([200, true]);
    expect((await history.about({ ...question(0), before: page.lines.at(-1)?._id })).lines).toHaveLength(1);
  });

  it('is proved: each line, its place, the log it is in, and that no line was left out', async () => {
    const logged = new Logged();
    await logged.log.record(many(40));
    const proof = await logged.proofOf(3);
    expect(proofFlaw(proof)).toBeUndefined();
    expect(proof.checkpoint).toMatchObject({
      service: 'wijk',
      size: 40,
      zone: 'demo',
      asked: [recordOf(3)],
      subjectTypes: ['note', 'read-log'],
      lines: [39, 32, 25, 18, 11, 4],
      more: false,
    });
    expect(proofFlaw({ ...proof, lines: proof.lines.slice(1) })).toEqual({ why: 'left-out' });
    expect(proofFlaw(await logged.proofOf(99))).toBeUndefined();
  });

  it('is proved page by page: each says from where it was asked', async () => {
    const { log, history, question } = new Logged();
    await log.record(many(201, 1));
    const asked = { ...question(0), before: 2 };
    const proof = await history.prove(asked, await history.about(asked));
    expect([proofFlaw(proof), proof.checkpoint.before, proof.checkpoint.lines]).toEqual([undefined, 2, [1]]);
    expect(proofFlaw({ ...proof, checkpoint: { ...proof.checkpoint, before: 3 } })).toEqual({ why: 'signature' });
    const { before: _, ...first } = proof.checkpoint;
    expect(proofFlaw({ ...proof, checkpoint: first })).toEqual({ why: 'signature' });
  });

  it('is proved in an empty log too: nobody', async () => {
    const proof = await new Logged().proofOf(1);
    expect([proofFlaw(proof), proof.checkpoint.size, proof.lines]).toEqual([undefined, 0, []]);
  });
});

/** Every place of a value that holds a text, number or flag, as a path of keys. */
const places = (value: unknown, at: (string | number)[] = []): (string | number)[][] =>
  typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => places(part, [...at, key])) : [at];
/** The value with one such place changed. */
const flipped = <T>(value: T, [key, ...rest]: (string | number)[], n: number): T => {
  if (key === undefined) return flip(value, n) as T;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string | number, unknown>;
  copy[key] = flipped(copy[key], rest, n);
  return copy as T;
};
const flip = (value: unknown, n: number): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  const text = String(value);
  const at = n % Math.max(1, text.length);
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
};

describe('a proof that was touched', () => {
  it('does not hold, whichever of its fields was changed', async () => {
    const logged = new Logged();
    await logged.log.record([...many(20), readOf(1, { foreignOperation: { traceId: 'a', spanId: 'b', entity: 'c' } })]);
    const proof = await logged.proofOf(1);
    expect(proofFlaw(proof)).toBeUndefined();
    const all = places(proof);
    fc.assert(
      fc.property(fc.nat(all.length - 1), fc.nat(200), (place, n) => {
        const touched = flipped<ReadProof>(proof, all[place] as string[], n);
        expect([all[place], proofFlaw(touched) !== undefined]).toEqual([all[place], true]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not hold when a field was added to a line, or a line was moved', async () => {
    const logged = new Logged();
    await logged.log.record(many(20));
    const proof = await logged.proofOf(1);
    const [first, second, ...rest] = proof.lines as [ReadProof['lines'][0], ReadProof['lines'][0], ...ReadProof['lines']];
    expect(proofFlaw({ ...proof, lines: [{ ...first, line: { ...first.line, note: 'x' } }, second, ...rest] })).toMatchObject({
      why: 'altered',
    });
    expect(proofFlaw({ ...proof, lines: [second, first, ...rest] })).toEqual({ why: 'left-out' });
  });

  it('is another key’s when it was signed again', async () => {
    const logged = new Logged();
    await logged.log.record(many(3));
    const proof = await logged.proofOf(1);
    const forged = new CheckpointKey(Buffer.alloc(32, 7)).sign({ ...proof.checkpoint, more: true });
    expect(isSigned(forged)).toBe(true);
    expect(forged.fingerprint).not.toBe(proof.checkpoint.fingerprint);
    expect(new Logged().service && (await new Logged().proofOf(1)).checkpoint.fingerprint).toBe(proof.checkpoint.fingerprint);
  });
});

describe('a log that was touched', () => {
  const touch = (line: ChainedLine): ChainedLine => ({ ...line, actor: 'somebody-else' });
  const rehashed = (line: ChainedLine): ChainedLine => ({ ...touch(line), hash: hashOf(touch(line)) });

  it('gives no proof where the end is not as it was written, and names the line', async () => {
    for (const change of [touch, rehashed]) {
      const logged = new Logged();
      await logged.log.record(many(30));
      logged.rewrite(11, change);
      // A line that was given a new hash is right in itself: the one after it tells.
      await expect(logged.proofOf(3)).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: change === touch ? 11 : 12 } });
    }
  });

  it('gives no proof over a given line that was changed under a kept root, nor over one that was hashed anew', async () => {
    const logged = new Logged();
    await logged.log.record(many(1_100));
    expect(proofFlaw(await logged.proofOf(3))).toBeUndefined();
    expect([...logged.blocks.roots.keys()]).toEqual([-1, 0]);
    logged.rewrite(11, touch);
    await expect(logged.proofOf(3)).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: 11 } });
    logged.rewrite(11, rehashed);
    await expect(logged.proofOf(3)).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: 12 } });
  });

  it('gives no proof once a line under a kept root is gone, whatever it was about', async () => {
    const logged = new Logged();
    await logged.log.record(many(1_100));
    await logged.proofOf(3);
    logged.lines.stored.delete(500);
    await expect(logged.proofOf(3)).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: 500 } });
  });

  it('gives no proof once it was cut or set back below a kept root', async () => {
    const logged = new Logged();
    await logged.log.record(many(1_100));
    await logged.proofOf(3);
    for (let seq = 1_001; seq <= 1_100; seq++) logged.lines.stored.delete(seq);
    await expect(logged.proofOf(3)).rejects.toMatchObject({ code: 'read-log-broken', params: { seq: 1_001 } });
  });
});

describe('subjects named by another key than before', () => {
  it('are not told to be nobody', async () => {
    const logged = new Logged();
    await logged.log.record(many(20));
    expect((await logged.history.about(logged.question(3))).lines).toHaveLength(3);
    const keys = readLogKeys('a new sealing key');
    const renewed = new ReadHistory(logged.lines, logged.blocks, { service: 'wijk', clock: { now: () => '' }, keys });
    for (let asked = 0; asked < 2; asked++)
      await expect(renewed.about(logged.question(3))).rejects.toMatchObject({ code: 'read-log-key-changed' });
    expect((await logged.history.about(logged.question(3))).lines).toHaveLength(3);
  });

  it('never follow from no key at all', () => {
    expect(() => readLogKeys('')).toThrow('sealing key');
  });
});

describe('the tree over a log', () => {
  it('with kept blocks is the tree over all its lines, whatever its size and whenever blocks were kept', async () => {
    const scenario = fc.record({
      sizes: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 }),
      height: fc.integer({ min: 0, max: 4 }),
    });
    const { log, lines } = new Logged();
    await log.record(many(40));
    const leaves = lines.lines().map(({ hash }) => leafHash(Buffer.from(hash, 'hex')));
    await fc.assert(
      fc.asyncProperty(scenario, async ({ sizes, height }) => {
        const tree = new ReadTree(new ChainStore(lines, 'wijk'), new KeptBlocks(), { perBlock: 2 ** height });
        for (const size of sizes) {
          const seqs = Array.from({ length: size }, (_, n) => n + 1);
          const { root, paths } = await tree.prove(seqs, size);
          expect(root).toBe(rootOf(levelsOf(leaves.slice(0, size))).toString('hex'));
          for (const seq of seqs) {
            const path = (paths.get(seq) ?? []).map((hash) => Buffer.from(hash, 'hex'));
            expect(rootByPath(leaves[seq - 1] as Buffer, { index: seq - 1, size }, path)?.toString('hex')).toBe(root);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads a line back from Logboek Dataverwerkingen as it was', async () => {
    const { log, lines } = new Logged();
    await log.record([readOf(1), readOf(2, { foreignOperation: { traceId: 'a', spanId: 'b', entity: 'c' } })]);
    for (const line of lines.lines()) {
      const { _id: seq, service, prevHash, hash } = line;
      expect(fromLdv(toLdv(line), { seq, service, prevHash, hash })).toEqual(line);
    }
  });
});
