import { describe, expect, it } from '@jest/globals';
import { answererAt, checkReachability, isReachable, type Reachability } from './reachability';

const away = { from: '2026-01-12T00:00:00.000Z', until: '2026-01-14T00:00:00.000Z' };
const reach = (personId: string, over: Partial<Reachability> = {}): Reachability => ({
  zone: 'amow',
  personId,
  hours: [{ day: 1, from: '09:00', to: '12:00' }],
  channels: [],
  absences: [],
  ...over,
});
const card = (personId: string) => ({ personId, displayName: personId });
const wijk = {
  zone: 'amow',
  wijkId: 'W1',
  appointments: [{ inspector: card('ina'), deputy: card('ivo'), from: '2026-01-01T00:00:00.000Z' }],
};
const known = (...all: Reachability[]) => new Map(all.map((one) => [one.personId, one]));

describe('being reachable (W04)', () => {
  it('is within the hours of the Belgian day, winter and summer', () => {
    expect(isReachable(reach('ina'), '2026-01-12T08:00:00.000Z')).toBe(true);
    expect(isReachable(reach('ina'), '2026-01-12T11:00:00.000Z')).toBe(false);
    expect(isReachable(reach('ina'), '2026-07-06T07:00:00.000Z')).toBe(true);
    expect(isReachable(reach('ina'), '2026-01-13T08:00:00.000Z')).toBe(false);
    expect(isReachable(undefined, '2026-01-12T08:00:00.000Z')).toBe(false);
  });

  it('is not while away, and the deputy answers then', () => {
    const at = '2026-01-12T08:00:00.000Z';
    expect(isReachable(reach('ina', { absences: [away] }), at)).toBe(false);
    expect(answererAt(wijk, known(reach('ina', { absences: [away] })), at)).toMatchObject({ card: { personId: 'ivo' }, standsIn: true });
    expect(answererAt(wijk, known(reach('ina', { absences: [away] })), away.until)).toMatchObject({ card: { personId: 'ina' } });
  });

  it('somebody stays the owner when both are away, and nobody is where nobody was appointed', () => {
    const both = known(reach('ina', { absences: [away] }), reach('ivo', { absences: [away] }));
    expect(answererAt(wijk, both, '2026-01-12T08:00:00.000Z')).toEqual({ card: card('ina'), standsIn: false });
    expect(answererAt(undefined, both, away.from)).toBeUndefined();
  });

  it('hours and absences have length', () => {
    expect(checkReachability(reach('ina', { hours: [{ day: 1, from: '12:00', to: '12:00' }] }))).toMatchObject({ ok: false });
    expect(checkReachability(reach('ina', { absences: [{ from: away.until, until: away.from }] }))).toMatchObject({ ok: false });
    expect(checkReachability(reach('ina', { absences: [away] }))).toMatchObject({ ok: true });
  });
});
