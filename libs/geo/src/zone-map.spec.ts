import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isInside, isOnBorder } from './point-in-polygon';
import { ZoneMap } from './zone-map';
import { readZone } from './read-zone';
import { real, realData, squares } from './zone.fixture';

const zone = squares(4, 3);
const map = ZoneMap.from(zone);

describe('which wijk is a place in', () => {
  it('answers the square', () => expect(map.wijkAt([4.015, 51.025])?.id).toBe('W21'));
  it('knows places outside', () => {
    expect(map.wijkAt([3.99, 51.01])).toBeUndefined();
    expect(map.wijkAt([Number.NaN, 51.01])).toBeUndefined();
  });
  it('gives a border and a corner to the wijk whose id sorts first', () => {
    expect(map.wijkAt([4.01, 51.005])?.id).toBe('W00');
    expect(map.wijkAt([4.01, 51.01])?.id).toBe('W00');
    expect(map.wijkAt([4.04, 51.03])?.id).toBe('W23');
  });
  it('reads names and municipality', () => expect(map.wijken[0]).toMatchObject({ id: 'W00', name: 'Wijk 00', municipality: 'Spilbeek' }));
  it('respects holes and second parts', () => {
    const outer = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ] as [number, number][];
    const hole = [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
      [1, 1],
    ] as [number, number][];
    const island = [
      [6, 6],
      [7, 6],
      [7, 7],
      [6, 6],
    ] as [number, number][];
    const one = ZoneMap.from([{ id: 'A', name: 'A', municipality: 'A', polygons: [[outer, hole], [island]] }]);
    expect(one.wijkAt([1.5, 1.5])).toBeUndefined();
    expect(one.wijkAt([3, 3])?.id).toBe('A');
    expect(one.wijkAt([6.8, 6.5])?.id).toBe('A');
  });
  it('tells the nearest wijk and how far it is', () => {
    expect(map.nearest([4.005, 51.005])).toMatchObject({ metres: 0 });
    const outside = map.nearest([4.005, 50.999]);
    expect(outside?.wijk.id).toBe('W00');
    expect(outside?.metres).toBeGreaterThan(100);
    expect(outside?.metres).toBeLessThan(125);
  });
  it('answers nothing on an empty map', () => expect(ZoneMap.from([]).wijkAt([4, 51])).toBeUndefined());

  it('every place inside the zone has exactly one wijk, however the file is ordered (property)', () => {
    const inside = fc.tuple(fc.double({ min: 4, max: 4.04, noNaN: true }), fc.double({ min: 51, max: 51.03, noNaN: true }));
    const reversed = ZoneMap.from({ ...zone, features: [...zone.features].reverse() });
    fc.assert(
      fc.property(inside, (point) => {
        const wijk = map.wijkAt(point);
        expect(wijk).toBeDefined();
        expect(reversed.wijkAt(point)?.id).toBe(wijk?.id);
        const holding = map.wijken.filter(({ polygons }) => isInside(point, polygons));
        expect(holding.length).toBeLessThanOrEqual(1);
        if (holding.length === 1 && !map.wijken.some(({ polygons }) => isOnBorder(point, polygons))) expect(holding[0]?.id).toBe(wijk?.id);
      }),
      { numRuns: 2000 },
    );
  });
});

(realData ? describe : describe.skip)('real zones', () => {
  it.each(['wijken_pz-amow', 'wijken_pz-brussel-hoofdstad-elsene', 'wijken_pz-gent'])(
    '%s: the grid answers as a full search does',
    (file) => {
      const wijken = readZone(real(`be-wijken/${file}.geojson`));
      const real_ = ZoneMap.from(wijken);
      const corners = wijken.flatMap(({ polygons }) => polygons.flat(2)) as [number, number][];
      const [lons, lats] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
      const [w, e, s, n] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
      fc.assert(
        fc.property(fc.double({ min: w, max: e, noNaN: true }), fc.double({ min: s, max: n, noNaN: true }), (x, y) => {
          const slow = wijken.filter(({ polygons }) => isInside([x, y], polygons));
          expect(slow.length).toBeLessThanOrEqual(1);
          expect(real_.wijkAt([x, y])?.id).toBe(slow[0]?.id);
        }),
        { numRuns: 1500 },
      );
      for (const corner of corners) expect(real_.wijkAt(corner)).toBeDefined();
    },
  );
});
