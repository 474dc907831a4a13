import { describe, expect, it } from '@jest/globals';
import { derivedKey, ownSealKey } from './seal-key';

describe('a service’s own sealing key', () => {
  it('is the one under its name', () => {
    expect(ownSealKey('wijk', { wijk: 'a key', gateway: 'another' })).toBe('a key');
    expect(derivedKey('wijk', { wijk: 'a key' }, 'one')).not.toEqual(derivedKey('wijk', { wijk: 'a key' }, 'other'));
  });

  it('is never made up where there is none: from nothing everybody could derive the same', () => {
    for (const keys of [{}, { wijk: '' }, { gateway: 'another' }] as Record<string, string>[]) {
      expect(() => ownSealKey('wijk', keys)).toThrow('SEAL_KEYS has no key of wijk itself');
      expect(() => derivedKey('wijk', keys, 'one')).toThrow('SEAL_KEYS');
    }
  });
});
