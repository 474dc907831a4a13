import { describe, expect, it } from '@jest/globals';
import { unwrap } from '@spil/domain-kit';
import { outcomeOf, settle, type MediationRequest } from './mediation-request';

const now = '2026-01-12T10:00:00.000Z';
const received = { requestId: 'r1', status: 'received' } as MediationRequest;

describe('settling a request for mediation', () => {
  it('goes from received over accepted to closed, and says only that', () => {
    const accepted = unwrap(settle(received, { status: 'accepted' }, now));
    const closed = unwrap(settle(accepted, { status: 'closed', success: false }, now));
    expect([received, accepted, closed].map(outcomeOf)).toEqual([
      { status: 'received' },
      { status: 'accepted' },
      { status: 'closed', success: false },
    ]);
  });

  it('says the same twice without a change, and never goes back', () => {
    const declined = unwrap(settle(received, { status: 'declined' }, now));
    expect(unwrap(settle(declined, { status: 'declined' }, '2026-01-13T10:00:00.000Z'))).toBe(declined);
    expect(settle(declined, { status: 'accepted' }, now)).toMatchObject({ error: { code: 'mediation.status-not-possible' } });
    expect(settle(received, { status: 'closed', success: true }, now)).toMatchObject({ error: { code: 'mediation.status-not-possible' } });
  });

  it('is not closed without saying whether there was an agreement', () => {
    const accepted = unwrap(settle(received, { status: 'accepted' }, now));
    expect(settle(accepted, { status: 'closed' }, now)).toMatchObject({ error: { code: 'mediation.success-missing' } });
  });
});
