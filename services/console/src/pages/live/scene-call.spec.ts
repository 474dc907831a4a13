import { describe, expect, it } from '@jest/globals';
import type { Call, Unit } from './frames';
import { crewAreaOf, sceneCallOf, unitsOf } from './scene-call';

const now = Date.parse('2026-01-12T10:00:00.000Z');
const call = (callId: string, minutesAgo: number) => ({ callId, registeredAt: new Date(now - minutesAgo * 60_000).toISOString() }) as Call;
const unit = (callId?: string, since = '2026-01-12T09:50:00.000Z') => ({ callId, since }) as Unit;

describe('which scene card appears by itself', () => {
  it('the call the unit was sent to, also when a newer one came', () => {
    expect(sceneCallOf([call('new', 1), call('mine', 20)], [unit('mine')], now)).toMatchObject({ callId: 'mine', why: 'sent' });
    expect(sceneCallOf([], [unit('mine')], now)).toEqual({ callId: 'mine', call: undefined, why: 'sent' });
  });

  it('else the newest of the area, for an hour', () => {
    expect(sceneCallOf([call('b', 30), call('a', 5)], [unit()], now)).toMatchObject({ callId: 'a', why: 'new' });
    expect(sceneCallOf([call('old', 61)], [unit()], now)).toBeUndefined();
    expect(sceneCallOf([], [], now)).toBeUndefined();
  });

  it('never one that is closed, neither as new nor as an order', () => {
    const closed = { ...call('closed', 1), closedAt: '2026-01-12T10:00:00.000Z' } as Call;
    expect(sceneCallOf([closed, call('open', 9)], [], now)).toMatchObject({ callId: 'open', why: 'new' });
    expect(sceneCallOf([closed], [unit('closed')], now)).toBeUndefined();
    expect(sceneCallOf([closed], [unit('closed'), unit('other', '2026-01-12T09:00:00.000Z')], now)).toMatchObject({
      callId: 'other',
      why: 'sent',
    });
  });
});

describe('whose order it is', () => {
  const units = [{ unitId: 'combi-noord-1', team: 'noord' } as Unit, { unitId: 'combi-zuid-1', team: 'zuid' } as Unit];

  it('is that of one’s own teams, by the assignments as crew', () => {
    const area = crewAreaOf([
      { role: 'crew', team: 'noord', wijkIds: ['W01', 'W02'] },
      { role: 'inspector', team: 'zuid', wijkIds: ['W09'] },
    ]);
    expect(area).toEqual({ teams: ['noord'], wijkIds: ['W01', 'W02'] });
    expect(unitsOf(units, area.teams)).toEqual([units[0]]);
  });

  it('is nobody’s without an assignment: not everybody’s', () => {
    expect(unitsOf(units, crewAreaOf([]).teams)).toEqual([]);
  });
});
