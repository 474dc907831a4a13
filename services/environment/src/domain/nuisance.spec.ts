import { describe, expect, it } from '@jest/globals';
import { reportNuisance } from '@spil/contracts';
import { admitReport, nuisanceNumber } from './nuisance';

const now = '2026-01-12T10:00:00.000Z';
const form = { ...reportNuisance.sample.request, observedAt: now };
const wijk = { id: 'W1', name: 'Markt', municipality: 'Spilbeek', polygons: [] };
const answer = (over: object, at: typeof wijk | undefined = wijk) => {
  const admitted = admitReport({ ...form, ...over }, at, now);
  return admitted.ok ? admitted.value.id : admitted.error.code;
};

describe('a report of nuisance', () => {
  it('belongs to the wijk of its place', () => expect(answer({})).toBe('W1'));

  it('is refused outside the zone', () => {
    expect(admitReport(form, undefined, now)).toMatchObject({ error: { code: 'environment.place-outside-zone' } });
  });

  it('may be seen half a minute ahead of our clock, and no more', () => {
    expect(answer({ observedAt: '2026-01-12T10:00:30.000Z' })).toBe('W1');
    expect(answer({ observedAt: '2026-01-12T10:00:30.001Z' })).toBe('environment.observed-in-future');
  });

  it('has a number by the Belgian year', () => {
    expect(nuisanceNumber(7, '2026-12-31T23:30:00.000Z')).toBe('MIL-2027-000007');
  });
});
