import { describe, expect, it } from '@jest/globals';
import { unitStatuses } from '@spil/contracts';
import { millis, plusSeconds, unwrap } from '@spil/domain-kit';
import fc from 'fast-check';
import { formUnit, isOnDuty, looksDifferent, setStatus, teamsCovering, unitAt, type Unit } from './unit';
import { mayBecome } from './unit-status';

const now = '2026-01-12T10:00:00.000Z';
const later = '2026-01-12T12:00:00.000Z';
const form = (over: object = {}) =>
  formUnit(undefined, { zone: 'amow', unitId: 'combi-1', team: 'noord', wijkIds: ['W2', 'W1', 'W1'], now, ...over });

describe('a unit', () => {
  it('is available when it is formed, with each wijk of its area once', () => {
    expect(form()).toEqual({ zone: 'amow', unitId: 'combi-1', team: 'noord', wijkIds: ['W1', 'W2'], status: 'available', since: now });
  });

  it('keeps what it is doing when its area changes, and is the same when nothing does', () => {
    const busy = unwrap(setStatus(form(), { status: 'enRoute', point: [4, 51], now: later }));
    const moved = formUnit(busy, { zone: 'amow', unitId: 'combi-1', team: 'noord', wijkIds: ['W3'], now: later });
    expect(moved).toMatchObject({ status: 'enRoute', since: later, point: [4, 51], wijkIds: ['W3'] });
    expect(formUnit(form(), { zone: 'amow', unitId: 'combi-1', team: 'noord', wijkIds: ['W1', 'W2'], now: later })).toEqual(form());
  });

  it('is off duty from the moment its duty runs out, and may only come back', () => {
    const shift = form({ onDutyUntil: later });
    expect(isOnDuty(shift, '2026-01-12T11:59:59.999Z')).toBe(true);
    expect(unitAt(shift, later)).toMatchObject({ status: 'offDuty', since: later });
    expect(setStatus(shift, { status: 'onScene', now: later })).toMatchObject({
      error: { code: 'intervention.status-not-possible', params: { from: 'offDuty', to: 'onScene' } },
    });
    const back = unwrap(setStatus(shift, { status: 'available', now: later }));
    expect(back).not.toHaveProperty('onDutyUntil');
    expect(isOnDuty(back, plusSeconds(later, 86_400))).toBe(true);
  });

  it('takes a new position without a new status, and that is told', () => {
    const there = unwrap(setStatus(form(), { status: 'available', point: [4.2, 50.9], now: later }));
    expect(there).toMatchObject({ since: now, point: [4.2, 50.9] });
    expect(looksDifferent(form(), there)).toBe(true);
    expect(looksDifferent(there, there)).toBe(false);
  });

  it('whatever it is told: its status is one the table allows, and it has an end of duty only on duty', () => {
    const told = fc.record({ status: fc.constantFrom(...unitStatuses), after: fc.integer({ min: 1, max: 4_000 }) });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 20 }), fc.boolean(), (commands, shift) => {
        let unit: Unit = form(shift ? { onDutyUntil: later } : {});
        let at = now;
        for (const { status, after } of commands) {
          at = plusSeconds(at, after);
          const before = unitAt(unit, at);
          const next = setStatus(unit, { status, now: at });
          expect(next.ok).toBe(mayBecome(before.status, status));
          if (next.ok) unit = next.value;
          if (unit.status === 'offDuty') expect(unit).not.toHaveProperty('onDutyUntil');
          expect(millis(unit.since)).toBeLessThanOrEqual(millis(at));
        }
      }),
    );
  });
});

describe('who is briefed', () => {
  it('are the teams on duty that cover the wijk, each once, in order', () => {
    const unit = (unitId: string, team: string, wijkIds: string[], more: object = {}) => form({ unitId, team, wijkIds, ...more });
    const off = unwrap(setStatus(unit('d', 'nacht', ['W1']), { status: 'offDuty', now }));
    const units = [
      unit('a', 'zuid', ['W1']),
      unit('b', 'noord', ['W1', 'W2']),
      unit('c', 'noord', ['W1']),
      off,
      unit('e', 'laat', ['W1'], { onDutyUntil: now }),
    ];
    expect(teamsCovering(units, 'W1', now)).toEqual(['noord', 'zuid']);
    expect(teamsCovering(units, 'W9', now)).toEqual([]);
  });
});
