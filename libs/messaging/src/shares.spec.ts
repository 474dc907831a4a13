import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { shareOut } from './shares';

const plan = {
  stream: 'EVENTS_WIJK',
  durable: 'intervention',
  service: 'intervention' as const,
  filters: ['events.wijk.*.tick.*', 'events.wijk.*.tock.*'],
};

describe('shares', () => {
  it('give every part of every subject to exactly one durable', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 0, max: 15 }), (shares, part) => {
        const plans = shareOut([plan], shares);
        expect(plans).toHaveLength(shares);
        const takes = plans.filter(({ filters }) =>
          filters.some((filter) => filter === `events.wijk.*.tick.${part}` || filter === 'events.wijk.*.tick.*'),
        );
        expect(takes).toHaveLength(1);
      }),
    );
  });

  it('leave replays whole and refuse what cannot be split', () => {
    const replays = { ...plan, stream: 'REPLAYS', filters: ['replays.intervention.>'] };
    expect(shareOut([replays], 4)).toEqual([replays]);
    expect(() => shareOut([plan], 17)).toThrow('1 to 16');
  });
});
