import { describe, expect, it } from '@jest/globals';
import { duration, preciseTime, shown, tickTime } from './format';

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

  it('have their day when that is not today, or when a plot shows several', () => {
    const at = Date.parse('2026-01-12T13:02:31.000Z');
    expect(preciseTime(at, 'nl', at + 60_000)).toBe('14:02:31');
    expect(preciseTime(at, 'nl', at + 86_400_000)).toMatch(/^ma.* 12 jan.*14:02:31$/);
    expect([600, 3_600].map((span) => tickTime(at, 'fr', span))).toEqual(['14:02:31', '14:02']);
    expect(tickTime(at, 'fr', 7 * 86_400)).toMatch(/^lun.*14:02$/);
  });
});
