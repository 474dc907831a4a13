import { describe, expect, it } from '@jest/globals';
import { validateZone } from './validate-zone';
import { readZone } from './read-zone';
import { real, realData, squares } from './zone.fixture';

const kinds = async (geojson: unknown, tolerance?: number) => (await validateZone(geojson, tolerance)).map(({ kind }) => kind);
type Mutable = ReturnType<typeof squares>['features'][number];
const changed = (change: (feature: Mutable, all: Mutable[]) => void) => {
  const zone = squares(3, 3);
  change(zone.features[4] as Mutable, zone.features);
  return zone;
};

describe('a zone file', () => {
  it('that fits is found without fault', async () => expect(await kinds(squares(3, 3))).toEqual([]));
  it.each([[null], [{}], [{ type: 'FeatureCollection', features: [] }], ['text'], [[]]])('%j is empty', async (geojson) =>
    expect(await kinds(geojson)).toEqual(['empty']),
  );
  it('with an overlap names both wijken and the square metres', async () => {
    const found = await validateZone(changed((middle) => middle.geometry.coordinates[0]!.forEach((p) => p[0] === 4.02 && (p[0] = 4.025))));
    expect(found).toMatchObject([{ kind: 'overlap', wijken: ['Wijk 11 (Spilbeek)', 'Wijk 12 (Spilbeek)'] }]);
    expect(found[0]?.squareMetres).toBeGreaterThan(380_000);
    expect(found[0]?.squareMetres).toBeLessThan(400_000);
  });
  it('with a gap names the wijken around it and the square metres; a tolerance above it lets it pass', async () => {
    const zone = changed((_, all) => all.splice(4, 1));
    const [gap] = await validateZone(zone);
    expect(gap).toMatchObject({ kind: 'gap', wijken: expect.arrayContaining(['Wijk 01 (Spilbeek)', 'Wijk 21 (Spilbeek)']) });
    expect(gap?.squareMetres).toBeGreaterThan(770_000);
    expect(await kinds(zone, 1_000_000)).toEqual([]);
  });
  it('needs a name for each wijk', async () => {
    const found = await validateZone(changed((middle) => delete middle.properties['naam']));
    expect(found).toMatchObject([{ kind: 'no-name', wijken: ['W11'] }]);
  });
  it('needs different ids, also where the file has none', async () => {
    expect(await kinds(changed((middle) => (middle.properties['geoitem'] = 'W00')))).toEqual(['duplicate-id']);
    const clash = changed((middle, all) => {
      delete middle.properties['geoitem'];
      all[0]!.properties['geoitem'] = 'W05';
    });
    expect(await kinds(clash)).toEqual(['duplicate-id']);
  });
  it('may not have latitude first', async () => {
    const swapped = changed((_, all) => all.forEach((f) => f.geometry.coordinates[0]!.forEach((p) => p.reverse())));
    expect(await kinds(swapped)).toEqual(['not-wgs84']);
  });
  it('may not name another coordinate system', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } };
    expect(await kinds({ ...squares(2, 2), crs })).toEqual(['not-wgs84']);
    expect(await kinds({ ...squares(2, 2), crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } })).toEqual([]);
  });
  it.each([
    ['an open ring', (f: Mutable) => f.geometry.coordinates[0]!.pop(), /not closed/],
    [
      'a bow tie',
      (f: Mutable) => f.geometry.coordinates[0]!.splice(1, 2, f.geometry.coordinates[0]![2]!, f.geometry.coordinates[0]![1]!),
      /surface|crosses/,
    ],
    [
      'a line',
      (f: Mutable) => f.geometry.coordinates[0]!.splice(2, 2, f.geometry.coordinates[0]![0]!, f.geometry.coordinates[0]![1]!),
      /surface|crosses/,
    ],
    ['too few positions', (f: Mutable) => f.geometry.coordinates[0]!.splice(1, 3), /fewer than four/],
    ['a null position', (f: Mutable) => f.geometry.coordinates[0]!.splice(1, 1, [null, 51] as never), /not two numbers/],
    ['no ring', (f: Mutable) => f.geometry.coordinates.pop(), /without a ring/],
    ['a point', (f: Mutable) => (f.geometry.type = 'Point'), /neither/],
    ['no geometry', (f: Mutable) => ((f as { geometry: unknown }).geometry = null), /neither/],
    ['coordinates of text', (f: Mutable) => (f.geometry.coordinates = 'x' as never), /neither|not two/],
  ])('with %s is refused by name', async (_what, change, sentence) => {
    const found = await validateZone(changed((middle) => void change(middle)));
    expect(found).toMatchObject([{ kind: 'invalid-geometry', wijken: ['Wijk 11 (Spilbeek)'] }]);
    expect(found[0]?.sentence).toMatch(sentence);
  });
  it('with an uneven bow tie is refused too', async () => {
    const found = await validateZone(changed((middle) => (middle.geometry.coordinates[0]![2] = [4.005, 51.013])));
    expect(found[0]?.sentence).toMatch(/crosses itself/);
  });
  it('gets no sentence longer than a report can carry', async () => {
    const found = await validateZone(changed((middle) => (middle.properties['naam'] = 'x'.repeat(2000))));
    for (const each of found) expect(each.sentence.length).toBeLessThanOrEqual(400);
  });
});

(realData ? describe : describe.skip)('real zone files', () => {
  it.each([
    ['wijken_pz-amow', 32],
    ['wijken_pz-brussel-hoofdstad-elsene', 48],
    ['wijken_pz-gent', 25],
  ])('%s is accepted with %i wijken', async (file, count) => {
    const zone = real(`be-wijken/${file}.geojson`);
    expect(await validateZone(zone)).toEqual([]);
    const wijken = readZone(zone);
    expect(wijken).toHaveLength(count);
    expect(new Set(wijken.map(({ id }) => id)).size).toBe(count);
    for (const wijk of wijken)
      expect(wijk).toMatchObject({ name: expect.stringMatching(/^[^()]+$/), municipality: expect.stringMatching(/^[^()]+$/) });
  });
  it('the one hole of Brussel Hoofdstad Elsene is a gap when nothing is tolerated', async () => {
    const found = await validateZone(real('be-wijken/wijken_pz-brussel-hoofdstad-elsene.geojson'), 0);
    expect(found.map(({ kind, squareMetres }) => [kind, Math.round(squareMetres ?? 0)])).toEqual([['gap', 5190]]);
  });
  it('the file in Belgian Lambert metres is refused with why and how to convert', async () => {
    const found = await validateZone(real('be-wijken/wijken_opwijk-wemmel_epsg31370.geojson'));
    expect(found.map(({ kind }) => kind)).toEqual(['not-wgs84']);
    expect(found[0]?.sentence).toMatch(/EPSG:31370.*ogr2ogr -t_srs EPSG:4326 out\.geojson in\.geojson/);
  });
  it.each([
    ['featurecollection', ['invalid-geometry', 'no-name']],
    ['feature', ['empty']],
    ['geometry/polygon', ['empty']],
    ['geometry/multipolygon', ['empty']],
  ])('the published fixture %s gets findings, never an exception', async (file, expected) => {
    const found = new Set(await kinds(real(`conformance/geojson/${file}.geojson`)));
    expect([...found].sort()).toEqual(expected);
  });
  it.each(['polygon', 'multipolygon'])('the published %s is read when it stands in a named feature', async (file) => {
    const geometry = real(`conformance/geojson/geometry/${file}.geojson`);
    const found = await kinds({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: 'Fixture' }, geometry }] });
    expect(found.filter((kind) => kind !== 'gap')).toEqual([]);
  });
});
