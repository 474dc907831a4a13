import { describe, expect, it } from '@jest/globals';
import { unwrap } from '@spil/domain-kit';
import { appoint, responsibleAt, type Accountability } from './appointment';

const nobody: Accountability = { zone: 'amow', wijkId: 'W1', appointments: [] };
const card = (personId: string) => ({ personId, displayName: personId });
const from = '2026-01-01T00:00:00.000Z';

describe('who answers for a wijk', () => {
  it('is the last one appointed whose period has the moment', () => {
    const first = unwrap(appoint(nobody, { inspector: card('ina'), from }));
    const both = unwrap(appoint(first, { inspector: card('ivo'), from: '2026-02-01T00:00:00.000Z', until: '2026-03-01T00:00:00.000Z' }));
    const at = (moment: string) => responsibleAt(both, moment)?.inspector.personId;
    expect(at('2025-12-31T23:59:59.999Z')).toBeUndefined();
    expect(at(from)).toBe('ina');
    expect(at('2026-02-01T00:00:00.000Z')).toBe('ivo');
    expect(at('2026-03-01T00:00:00.000Z')).toBe('ina');
    expect(responsibleAt(undefined, from)).toBeUndefined();
  });

  it('changes nothing when the same is said again', () => {
    const once = unwrap(appoint(nobody, { inspector: card('ina'), deputy: card('ivo'), from }));
    expect(unwrap(appoint(once, { from, deputy: card('ivo'), inspector: card('ina') }))).toBe(once);
  });

  it('is never their own deputy, and never for no time at all', () => {
    expect(appoint(nobody, { inspector: card('ina'), deputy: card('ina'), from })).toMatchObject({
      error: { code: 'wijk.deputy-is-inspector' },
    });
    expect(appoint(nobody, { inspector: card('ina'), from, until: from })).toMatchObject({ error: { code: 'wijk.period-empty' } });
  });
});
