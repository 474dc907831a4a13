import { describe, expect, it } from '@jest/globals';
import type { Briefing } from './briefing';
import type { Call } from './call';
import { callsNear, itemsNear, roundedMetres, type SceneRule } from './scene';

const now = '2026-01-12T10:00:00.000Z';
const rule: SceneRule = { from: '2026-01-01', radiusMetres: 200, itemDays: 30, callDays: 30, mostLines: 5 };
const at = (metresNorth: number): [number, number] => [4.2, 50.9 + metresNorth / 111_195];
const call = (callId: string, metres: number, registeredAt: string) => ({ callId, point: at(metres), registeredAt }) as Call;
const item = (itemId: string, metres: number, over: Partial<Briefing> = {}) =>
  ({ itemId, point: at(metres), level: 'briefing', observedAt: '2026-01-10T10:00:00.000Z', ...over }) as Briefing;
const here = call('here', 0, now);

describe('what is known near a call', () => {
  it('safety comes first, then the nearest; what is far or old is not shown', () => {
    const all = [
      item('far', 210),
      item('near', 20),
      item('dog', 150, { level: 'safety' }),
      item('old', 5, { observedAt: '2025-12-01T10:00:00.000Z' }),
      item('middle', 100),
    ];
    expect(itemsNear(here, all, rule, now).map(({ found }) => found.itemId)).toEqual(['dog', 'near', 'middle']);
  });

  it('earlier calls are those before this one, never itself', () => {
    const all = [here, call('earlier', 30, '2026-01-05T10:00:00.000Z'), call('later', 30, '2026-01-12T11:00:00.000Z')];
    expect(callsNear(here, all, rule, now).map(({ found }) => found.callId)).toEqual(['earlier']);
  });

  it('distances are told to ten metres', () => {
    expect([roundedMetres(4), roundedMetres(16), roundedMetres(149.9)]).toEqual([0, 20, 150]);
  });
});
