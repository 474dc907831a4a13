import { describe, expect, it } from '@jest/globals';
import { weekOf } from './week';

describe('the hours of a week', () => {
  it('stand by day, Monday first, each day once', () => {
    const hours = [
      { day: 4, from: '09:00', to: '12:00' },
      { day: 1, from: '13:00', to: '17:00' },
      { day: 1, from: '09:00', to: '12:00' },
    ];
    expect(weekOf(hours)).toEqual([
      { day: 1, parts: ['09:00–12:00', '13:00–17:00'] },
      { day: 4, parts: ['09:00–12:00'] },
    ]);
    expect(weekOf([])).toEqual([]);
  });
});
