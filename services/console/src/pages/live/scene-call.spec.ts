import { describe, expect, it } from '@jest/globals';
import type { Call, Unit } from './frames';
import { sceneCallOf } from './scene-call';

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
});
