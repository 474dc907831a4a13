import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafHash, levelsOf, pathOf, rootByPath, rootOf } from './merkle';
import { pathByTheBook, rootByTheBook } from './merkle.fixture';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const hex = (hash: Buffer | undefined): string | undefined => hash?.toString('hex');

/** The test data of Certificate Transparency (RFC 6962): what its eight leaves hold, and the root of the first so many. */
const contents = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const paths: [index: number, size: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const leaves = contents.map((content) => leafHash(bytes(content)));

describe('the tree of RFC 9162', () => {
  it('has the published roots', () => {
    expect(roots.map((_, size) => hex(rootOf(levelsOf(leaves.slice(0, size)))))).toEqual(roots);
  });

  it.each(paths)('has the published path of leaf %i of %i', (index, size, path) => {
    expect(pathOf(levelsOf(leaves.slice(0, size)), index).map(hex)).toEqual(path);
    expect(hex(rootByPath(leaves[index] as Buffer, { index, size }, path.map(bytes)))).toBe(roots[size]);
  });

  const tree = fc.integer({ min: 1, max: 130 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
  const some = (size: number): Buffer[] => Array.from({ length: size }, (_, n) => leafHash(Buffer.from(`leaf ${n}`)));

  it('leads by every path of every size to its root', () => {
    fc.assert(
      fc.property(tree, ([size, index]) => {
        const all = some(size);
        const levels = levelsOf(all);
        expect(rootByPath(all[index] as Buffer, { index, size }, pathOf(levels, index))).toEqual(rootOf(levels));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is divided as the book divides it: the same root and the same path of every leaf, whatever the size', () => {
    for (let size = 0; size <= 67; size++) {
      const [all, levels] = [some(size), levelsOf(some(size))];
      expect(rootOf(levels)).toEqual(rootByTheBook(all));
      for (let index = 0; index < size; index++) expect(pathOf(levels, index).map(hex)).toEqual(pathByTheBook(all, index).map(hex));
    }
    fc.assert(
      fc.property(tree, ([size, index]) => {
        expect(pathOf(levelsOf(some(size)), index)).toEqual(pathByTheBook(some(size), index));
      }),
      { numRuns: 1_000 },
    );
  });

  it('leads elsewhere from another leaf, place, size or path', () => {
    fc.assert(
      fc.property(tree, fc.nat(), ([size, index], n) => {
        const all = some(size);
        const levels = levelsOf(all);
        const [leaf, path, root] = [all[index] as Buffer, pathOf(levels, index), hex(rootOf(levels))];
        const beside = n % (size + 3);
        expect(hex(rootByPath(leafHash(leaf), { index, size }, path))).not.toBe(root);
        if (beside !== index) expect(hex(rootByPath(leaf, { index: beside, size }, path))).not.toBe(root);
        expect(hex(rootByPath(leaf, { index, size }, [...path, leaf]))).not.toBe(root);
        if (path.length > 0) expect(hex(rootByPath(leaf, { index, size }, path.slice(1)))).not.toBe(root);
        const bent = path.map((hash, at) => (at === n % path.length ? leafHash(hash) : hash));
        if (path.length > 0) expect(hex(rootByPath(leaf, { index, size }, bent))).not.toBe(root);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same over subtrees of one height: roots of full blocks stand for their leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 5 }), (size, height) => {
        const [all, width] = [some(size), 2 ** height];
        const blocks = Array.from({ length: Math.ceil(size / width) }, (_, n) => rootOf(levelsOf(all.slice(n * width, (n + 1) * width))));
        expect(rootOf(levelsOf(blocks))).toEqual(rootOf(levelsOf(all)));
      }),
      { numRuns: 1_000 },
    );
  });
});
