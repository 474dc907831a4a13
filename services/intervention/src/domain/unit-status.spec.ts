import { describe, expect, it } from '@jest/globals';
import { unitStatuses } from '@spil/contracts';
import fc from 'fast-check';
import { mayBecome, nextStatuses } from './unit-status';

const status = fc.constantFrom(...unitStatuses);

describe('the status machine of a unit', () => {
  it('has a row for every status, and leads from every status to every other in a few steps', () => {
    expect(Object.keys(nextStatuses).sort()).toEqual([...unitStatuses].sort());
    for (const from of unitStatuses) {
      const reached = new Set<string>([from]);
      for (let i = 0; i < 4; i++) for (const at of [...reached]) for (const to of nextStatuses[at as typeof from]) reached.add(to);
      expect(reached.size).toBe(unitStatuses.length);
    }
  });

  it('lets a status be said again, and never lists it as its own successor', () => {
    fc.assert(fc.property(status, (one) => expect(mayBecome(one, one)).toBe(true)));
    for (const from of unitStatuses) expect(nextStatuses[from]).not.toContain(from);
  });

  it('lets nobody leave duty from a call, and nobody off duty do anything but come back', () => {
    for (const from of ['assigned', 'enRoute', 'onScene'] as const) expect(mayBecome(from, 'offDuty')).toBe(false);
    expect(nextStatuses.offDuty).toEqual(['available']);
  });
});
