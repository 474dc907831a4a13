import { describe, expect, it } from '@jest/globals';
import type { Caller } from '@spil/identity';
import type { Drawing, Zone } from '../../domain/zone';
import { ImportZone, type ZoneDrawings } from './import-zone';

const now = '2026-01-12T10:00:00.000Z';
const caller: Caller = { sub: 'a', roles: ['administrator'], zone: 'amow', assignments: [], assignmentVersion: 1, exp: 0 };
type Ring = [number, number][];
const feature = (id: string, ring: Ring) => ({
  type: 'Feature',
  properties: { geoitem: id, naam: `Wijk ${id} (Spilbeek)` },
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const square = (west: number, points = 1): Ring => [
  ...Array.from({ length: points }, (_, i): [number, number] => [west + (0.01 * i) / points, 51]),
  [west + 0.01, 51],
  [west + 0.01, 51.01],
  [west, 51.01],
  [west, 51],
];

function setup(failAt?: keyof ZoneDrawings) {
  const steps: string[] = [];
  const step = (name: keyof ZoneDrawings, what: string): Promise<void> => {
    if (failAt === name) return Promise.reject(new Error('killed'));
    steps.push(what);
    return Promise.resolve();
  };
  const drawings: ZoneDrawings = {
    holding: () => Promise.resolve({ drawings: [], version: 0 }),
    draft: (all: readonly Drawing[]) => step('draft', `draft ${all.length}`),
    switchTo: (zone: Zone) => step('switchTo', `switch to ${zone.drawings.length}`),
    tell: () => step('tell', 'tell'),
  };
  let ids = 0;
  const importing = new ImportZone(drawings, { now: () => now, next: () => `d${++ids}` });
  const run = (...features: object[]) =>
    importing.run({ request: { name: 'PZ', geojson: { type: 'FeatureCollection', features } }, caller, zone: 'amow' });
  return { steps, run };
}

describe('importing a zone file', () => {
  it('writes drawings, then switches, then tells', async () => {
    const { run, steps } = setup();
    expect(await run(feature('W1', square(4)), feature('W2', square(4.01)))).toMatchObject({ value: { wijken: 2, unchanged: 0 } });
    expect(steps).toEqual(['draft 2', 'switch to 2', 'tell']);
  });

  it('writes nothing at all for a file with a finding, and names the wijk', async () => {
    const { run, steps } = setup();
    const refused = await run(feature('W1', square(4)), feature('W1', square(4.01)));
    expect(refused).toMatchObject({ error: { code: 'wijk.zone-refused' } });
    expect(JSON.stringify(refused)).toContain('W1');
    expect(steps).toEqual([]);
  });

  it('refuses a border that could not be told to the others, before anything holds', async () => {
    const { run, steps } = setup();
    const refused = { error: { code: 'wijk.zone-refused', params: { findings: 1 } } };
    expect(await run(feature('W1', square(4, 4_001)))).toMatchObject(refused);
    expect(await run({ ...feature('W1', square(4)), properties: { naam: 'x'.repeat(121) } })).toMatchObject(refused);
    expect(steps).toEqual([]);
  });

  it('does not tell what it could not switch to', async () => {
    const { run, steps } = setup('switchTo');
    await expect(run(feature('W1', square(4)))).rejects.toThrow('killed');
    expect(steps).toEqual(['draft 1']);
  });
});
