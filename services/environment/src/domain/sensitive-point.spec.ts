import { describe, expect, it } from '@jest/globals';
import { unwrap } from '@spil/domain-kit';
import { proposedVerifyRules, verified, verifyByOf, type SensitivePoint } from './sensitive-point';

const at = '2026-01-12T10:00:00.000Z';
const point = { pointId: 'p1', category: 'dumping-spot', status: 'active', verifiedAt: at } as SensitivePoint;

describe('a sensitive point (E10)', () => {
  it('is looked at again after the interval of its kind, the one that holds that day', () => {
    expect(verifyByOf('dumping-spot', at, proposedVerifyRules)).toBe('2026-02-11T10:00:00.000Z');
    const stricter = [...proposedVerifyRules, { from: '2026-01-12', category: 'dumping-spot' as const, days: 7 }];
    expect(verifyByOf('dumping-spot', at, stricter)).toBe('2026-01-19T10:00:00.000Z');
    expect(verifyByOf('other', at, [])).toBe('2026-02-11T10:00:00.000Z');
  });

  it('gets a new day when it is still there, and is over for good when not', () => {
    const later = '2026-03-01T10:00:00.000Z';
    expect(unwrap(verified(point, { stillThere: true, by: 'milan', at: later }, proposedVerifyRules))).toMatchObject({
      status: 'active',
      verifiedAt: later,
      verifyBy: '2026-03-31T10:00:00.000Z',
    });
    const over = unwrap(verified(point, { stillThere: false, by: 'milan', at: later }, proposedVerifyRules));
    expect(over.status).toBe('retired');
    expect(verified(over, { stillThere: true, by: 'milan', at: later }, proposedVerifyRules)).toMatchObject({
      error: { code: 'not-found' },
    });
  });
});
