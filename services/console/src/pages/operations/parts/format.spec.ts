import { describe, expect, it } from '@jest/globals';
import { duration, shown } from './format';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('figures as operators read them', () => {
  it.each([
    [850, '850 µs'],
    [12_400, '12,4 ms'],
    [1_234_000, '1,23 s'],
    [180_000_000, '3 min'],
    [7_200_000_000, '2 u'],
  ])('%i µs is %s', (value, text) => expect(plain(duration(value, 'nl'))).toBe(text));

  it('have their unit, and a dash when there is none', () => {
    expect(plain(shown(0.42, 'seconds', 'fr'))).toBe('420 ms');
    expect(plain(shown(0.731, 'ratio', 'nl'))).toBe('73,1 %');
    expect(plain(shown(1_500_000, 'bytes', 'nl'))).toBe('1,5 MB');
    expect(shown(2.6, 'count', 'nl')).toBe('3');
    expect(shown(undefined, 'count', 'nl')).toBe('–');
  });
});
