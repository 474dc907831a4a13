import { describe, expect, it } from '@jest/globals';
import * as contracts from '@spil/contracts';
import * as words from './vocabulary';

const shared = [
  'themes',
  'handlingCodes',
  'purposes',
  'subjectCategories',
  'waysOfKnowing',
  'topics',
  'verdicts',
  'returnReasons',
  'unitStatuses',
  'requestOrigins',
  'polluterTypes',
  'roles',
] as const;

describe('the words the pages offer', () => {
  it.each(shared)('%s are exactly those of the contracts', (name) => {
    expect(words[name]).toEqual(contracts[name]);
  });

  it('free words fit the shape the contracts ask', () => {
    for (const word of [...words.natures, ...words.disputeTypes, ...words.nuisanceCategories, ...words.legalBases]) {
      expect(contracts.slug().safeParse(word).success).toBe(true);
    }
  });
});
