import { describe, expect, it } from '@jest/globals';
import { admitDispute, proposedOffences } from './no-police-answer';

const offences = [{ disputeType: 'assault', from: '2026-01-01', until: '2027-01-01', basis: 'a law' }];
const answer = (type: string, at: string) => {
  const admitted = admitDispute(type, at, offences);
  return admitted.ok ? 'admitted' : admitted.error.code;
};

describe('a dispute to which there is no police answer', () => {
  it('is admitted; a qualified offence is not', () => {
    expect(answer('noise', '2026-06-01T12:00:00.000Z')).toBe('admitted');
    expect(answer('assault', '2026-06-01T12:00:00.000Z')).toBe('mediation.qualified-offence');
  });

  it('is judged by what held on that Belgian day', () => {
    expect(answer('assault', '2025-12-31T22:59:59.999Z')).toBe('admitted');
    expect(answer('assault', '2025-12-31T23:00:00.000Z')).toBe('mediation.qualified-offence');
    expect(answer('assault', '2026-12-31T23:00:00.000Z')).toBe('admitted');
  });

  it('has a proposal in which every offence has its basis and its day', () => {
    for (const { basis, from } of proposedOffences) expect([basis, from].join(' ')).toMatch(/^Sw\. art\. \S+ \d{4}-\d{2}-\d{2}$/);
  });
});
