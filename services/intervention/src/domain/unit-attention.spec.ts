import { describe, expect, it } from '@jest/globals';
import { attentionOf, proposedTargets } from './unit-attention';
import type { Unit } from './unit';

const now = '2026-01-12T10:30:00.000Z';
const unit = (status: 'enRoute' | 'available'): Unit => ({
  zone: 'amow',
  unitId: 'combi-1',
  team: 'noord',
  wijkIds: ['W1'],
  since: '2026-01-12T10:00:00.000Z',
  status,
});

describe('how long a status may last (I07)', () => {
  it('follows the target that holds today, a newer one before an older', () => {
    const targets = [
      { from: '2026-01-01', status: 'enRoute', warnMinutes: 10, alertMinutes: 20 },
      { from: '2026-01-12', status: 'enRoute', warnMinutes: 5, alertMinutes: 8 },
      { from: '2026-02-01', status: 'enRoute', warnMinutes: 1, alertMinutes: 2 },
    ] as const;
    expect(attentionOf(unit('enRoute'), targets, now)).toEqual({ warnAt: '2026-01-12T10:05:00.000Z', alertAt: '2026-01-12T10:08:00.000Z' });
  });

  it('a free unit may wait as long as it likes, and before the first day nothing is asked', () => {
    expect(attentionOf(unit('available'), proposedTargets, now)).toEqual({});
    expect(attentionOf({ ...unit('enRoute'), since: '2025-06-01T10:00:00.000Z' }, proposedTargets, '2025-06-01T12:00:00.000Z')).toEqual({});
  });
});
