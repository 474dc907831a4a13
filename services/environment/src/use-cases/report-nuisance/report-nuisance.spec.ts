import { describe, expect, it } from '@jest/globals';
import { reportNuisance, type Sealed, type ServiceName } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { EnvironmentalNuisance } from '../../domain/nuisance';
import { ReportNuisance } from './report-nuisance';

const now = '2026-01-12T10:00:00.000Z';
const caller: Caller = { sub: 'ina', roles: ['inspector'], zone: 'amow', assignments: [], assignmentVersion: 1, exp: 0 };

describe('reporting a nuisance', () => {
  it('keeps place and kind in the clear and seals what was written for the environment desk alone', async () => {
    const kept: EnvironmentalNuisance[] = [];
    const nuisances = {
      nextNumber: () => Promise.resolve(3),
      add: (one: EnvironmentalNuisance) => {
        kept.push(one);
        return Promise.resolve(one);
      },
    };
    const wijken = { wijkAt: () => Promise.resolve({ id: 'W1', name: 'Markt', municipality: 'Spilbeek', polygons: [] }) };
    const sealer = {
      seal: (_: unknown, audiences: ServiceName[], about: string): Sealed => ({
        alg: 'A256GCM',
        iv: about,
        data: '',
        keys: Object.fromEntries(audiences.map((name) => [name, ''])),
      }),
      open: (): never => {
        throw new Error('nothing is opened when reporting');
      },
    };
    const report = new ReportNuisance(nuisances, wijken, sealer, { now: () => now, next: () => 'n-1' });
    const request = { ...reportNuisance.sample.request, observedAt: now };
    const answer = unwrap(await report.run({ request, caller, zone: 'amow' }));
    expect(answer).toEqual({ nuisanceId: 'n-1', number: 'MIL-2026-000003', wijkId: 'W1', reportedAt: now });
    expect(kept).toMatchObject([{ category: 'illegal-dumping', polluterType: 'INDIVIDUAL', reportedBy: 'ina' }]);
    expect(Object.keys(kept[0]?.sealed.keys ?? {})).toEqual(['environment']);
    expect(JSON.stringify(kept)).not.toContain(request.description);
  });
});
