import { describe, expect, it } from '@jest/globals';
import { slug } from '@spil/contracts';
import * as words from './vocabulary';

describe('the words the pages offer', () => {
  it('free words fit the shape the contracts ask', () => {
    for (const word of [...words.natures, ...words.disputeTypes, ...words.nuisanceCategories, ...words.legalBases]) {
      expect(slug().safeParse(word).success).toBe(true);
    }
  });
});
