import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { slug } from '@spil/contracts';
import * as words from './vocabulary';

describe('the words the pages offer', () => {
  it('free words fit the shape the contracts ask', () => {
    for (const word of [...words.natures, ...words.disputeTypes, ...words.nuisanceCategories, ...words.legalBases]) {
      expect(slug().safeParse(word).success).toBe(true);
    }
  });

  it('are the only ones the made-up evening uses: a page has no word for another', () => {
    const script = readFileSync(new URL('../../../../deploy/local/src/demo/evening-script.ts', import.meta.url), 'utf8');
    const said = (name: string): string[] => [...script.matchAll(new RegExp(`\\b${name}: '([^']+)'`, 'g'))].map(([, word = '']) => word);
    const lists = { category: words.nuisanceCategories, nature: words.natures, disputeType: words.disputeTypes } as const;
    for (const [name, known] of Object.entries(lists)) {
      expect(said(name).length).toBeGreaterThan(0);
      expect(said(name).filter((word) => !(known as readonly string[]).includes(word))).toEqual([]);
    }
  });
});
