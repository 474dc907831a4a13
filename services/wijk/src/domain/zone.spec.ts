import { describe, expect, it } from '@jest/globals';
import type { Polygons, Wijk } from '@spil/geo';
import fc from 'fast-check';
import { inForce, planImport, type Zone } from './zone';

const square = (x: number): Polygons => [
  [
    [
      [x, 51],
      [x + 0.01, 51],
      [x + 0.01, 51.01],
      [x, 51],
    ],
  ],
];
const wijk = (id: string, x = 4, name = `Wijk ${id}`): Wijk => ({ id, name, municipality: 'Spilbeek', polygons: square(x) });

/** Imports one file after another, as the database would. */
function imports(...files: Wijk[][]) {
  let ids = 0;
  const drawn = new Map<string, Polygons>();
  let zone: Zone | undefined;
  const plans = files.map((wijken) => {
    const holding = (zone?.drawings ?? []).map((named) => ({ named, polygons: drawn.get(named.drawingId) ?? [] }));
    const plan = planImport(holding, { zone: 'amow', name: 'PZ', wijken, now: '2026-01-12T10:00:00.000Z', nextId: () => `d${++ids}` });
    for (const { drawingId, polygons } of plan.changed) drawn.set(drawingId, polygons);
    zone = plan.zone;
    return plan;
  });
  return plans.at(-1)!;
}
const editions = (zone: Zone) => Object.fromEntries(zone.drawings.map(({ wijkId, edition }) => [wijkId, edition]));

describe('importing a zone', () => {
  it('draws every wijk the first time', () => {
    const { zone, changed, unchanged } = imports([wijk('A'), wijk('B', 5)]);
    expect([changed.length, unchanged, zone.told]).toEqual([2, 0, false]);
    expect(editions(zone)).toEqual({ A: 1, B: 1 });
  });

  it('leaves a wijk that is drawn the same as it was, and looks again whether all were told', () => {
    const { zone, changed, unchanged } = imports([wijk('A'), wijk('B', 5)], [wijk('B', 5), wijk('A')]);
    expect([changed.length, unchanged, zone.told]).toEqual([0, 2, false]);
  });

  it('raises the edition of what was redrawn or renamed only', () => {
    const { zone, changed } = imports([wijk('A'), wijk('B', 5), wijk('C', 6)], [wijk('A', 4.1), wijk('B', 5, 'Other'), wijk('C', 6)]);
    expect(changed.map(({ wijkId, edition }) => [wijkId, edition])).toEqual([
      ['A', 2],
      ['B', 2],
    ]);
    expect(editions(zone)).toEqual({ A: 2, B: 2, C: 1 });
  });

  it('withdraws a wijk that is gone, once, and gives it a higher edition when it comes back', () => {
    const gone = imports([wijk('A'), wijk('B', 5)], [wijk('A')]);
    expect(gone.changed).toMatchObject([{ wijkId: 'B', edition: 2, polygons: [] }]);
    expect(inForce(gone.zone).map(({ wijkId }) => wijkId)).toEqual(['A']);
    expect(imports([wijk('A'), wijk('B', 5)], [wijk('A')], [wijk('A')]).changed).toEqual([]);
    expect(editions(imports([wijk('A'), wijk('B', 5)], [wijk('A')], [wijk('A'), wijk('B', 5)]).zone)).toEqual({ A: 1, B: 3 });
  });

  it('whatever is imported in whatever order: what holds is the last file, and editions only grow', () => {
    const file = fc.uniqueArray(fc.record({ id: fc.constantFrom('A', 'B', 'C', 'D'), x: fc.integer({ min: 3, max: 6 }) }), {
      selector: ({ id }) => id,
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 6 }), (files) => {
        const all = files.map((one) => one.map(({ id, x }) => wijk(id, x)));
        const zones = all.map((_, i) => imports(...all.slice(0, i + 1)).zone);
        const last = zones.at(-1)!;
        expect(
          inForce(last)
            .map(({ wijkId }) => wijkId)
            .sort(),
        ).toEqual(
          all
            .at(-1)!
            .map(({ id }) => id)
            .sort(),
        );
        zones.slice(1).forEach((zone, i) => {
          const before = editions(zones[i]!);
          for (const [id, edition] of Object.entries(before)) expect(editions(zone)[id]).toBeGreaterThanOrEqual(edition);
        });
      }),
    );
  });
});
