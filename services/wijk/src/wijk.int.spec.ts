import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  appointInspector,
  findAddress,
  findReferenceContact,
  importAddresses,
  importZone,
  listNeighbourhoods,
  locate,
  neighbourhoodDrawn,
  type DataOf,
} from '@spil/contracts';
import { eventually, problem, ServiceBench, value } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { wijk } from './wijk.service';
import { admin, inW1, inW2, ina, ivo, twoWijken, zone, zones } from './wijk.fixture';

let bench: ServiceBench;
const begin = () => startService(wijk);
const drawn = async () =>
  (await bench.stored('EVENTS_WIJK'))
    .filter(({ type }) => type === neighbourhoodDrawn.type)
    .map(({ data }) => data as unknown as DataOf<typeof neighbourhoodDrawn>);

beforeAll(async () => {
  bench = await ServiceBench.start('wijk', zones, processEnvironment(), begin);
  value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: twoWijken() }));
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('the zone', () => {
  it('is told to the others, wijk by wijk, once', async () => {
    await eventually('two drawings', async () => (await drawn()).length === 2);
    const again = value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: twoWijken() }));
    expect(again).toEqual({ wijken: 2, unchanged: 2, findings: [] });
    expect((await drawn()).map(({ wijkId, edition }) => [wijkId, edition]).sort()).toEqual([
      ['W1', 1],
      ['W2', 1],
    ]);
  });

  it('refuses a file with an overlap by wijk name and stays as it was', async () => {
    const [one, two] = twoWijken().features;
    const overlapping = { type: 'FeatureCollection', features: [one, { ...two, geometry: twoWijken(0.005).features[1]?.geometry }] };
    const refused = await bench.ask(importZone, admin, { name: 'x', geojson: overlapping });
    expect(refused).toMatchObject({ problem: { code: 'wijk.zone-refused', params: { findings: 1 } } });
    expect(JSON.stringify(refused)).toContain('Wijk W1');
    expect(value(await bench.ask(locate, ina, { point: [4.007, 51.005] })).wijkId).toBe('W1');
  });

  it('is only loaded by its administrator, and is another zone’s own', async () => {
    expect(problem(await bench.ask(importZone, ina, { name: 'x', geojson: twoWijken() }))).toBe('forbidden');
    expect(problem(await bench.ask(locate, { ...ina, zone: 'buur' }, { point: inW1 }))).toBe('wijk.place-outside-zone');
  });

  it('names who answers for a wijk, to colleagues and to residents', async () => {
    const card = { personId: 'inspector-1', displayName: 'Ina Demo', phone: '02 000 00 01' };
    const from = '2026-01-01T00:00:00.000Z';
    value(
      await bench.ask(appointInspector, admin, {
        wijkId: 'W1',
        inspector: card,
        deputy: { personId: 'inspector-2', displayName: 'Ivo Demo' },
        from,
      }),
    );
    expect(problem(await bench.ask(appointInspector, admin, { wijkId: 'W1', inspector: card, deputy: card, from }))).toBe(
      'wijk.deputy-is-inspector',
    );
    expect(problem(await bench.ask(appointInspector, admin, { wijkId: 'W9', inspector: card, from }))).toBe('not-found');
    expect(value(await bench.ask(locate, ivo, { point: inW1 }))).toMatchObject({ inspector: card, deputy: { displayName: 'Ivo Demo' } });
    const contact = value(await bench.ask(findReferenceContact, { zone }, { point: inW1 }));
    expect(contact).toEqual({ wijkName: 'Wijk W1', municipality: 'Spilbeek', contact: { displayName: 'Ina Demo', phone: '02 000 00 01' } });
    const { features } = value(await bench.ask(listNeighbourhoods, ina, {}));
    expect(features.map(({ id, properties }) => [id, properties.inspector])).toEqual([
      ['W1', 'Ina Demo'],
      ['W2', undefined],
    ]);
  });

  it('finds addresses in Dutch and French by what was typed so far', async () => {
    const addresses = [
      { addressId: '1', label: 'Molenstraat 1, 1730 Spilbeek', labelFr: 'Rue du Moulin 1, 1730 Spilbeek', point: inW1 },
      { addressId: '2', label: 'Molenstraat 12, 1730 Spilbeek', labelFr: 'Rue du Moulin 12, 1730 Spilbeek', point: inW2 },
      { addressId: '3', label: 'Grote Markt 1, 1730 Spilbeek', labelFr: 'Grand-Place 1, 1730 Spilbeek', point: inW2 },
    ];
    expect(value(await bench.ask(importAddresses, admin, { addresses }))).toEqual({ stored: 3 });
    const found = async (text: string) =>
      value(await bench.ask(findAddress, ina, { text })).addresses.map(({ label, wijkId }) => [label.split(',')[0], wijkId]);
    expect(await found('molenstr')).toEqual([
      ['Molenstraat 1', 'W1'],
      ['Molenstraat 12', 'W2'],
    ]);
    expect(await found('Molenstraat 12')).toEqual([['Molenstraat 12', 'W2']]);
    expect(await found('grand-pl')).toEqual([['Grote Markt 1', 'W2']]);
    expect(await found('mark')).toEqual([['Grote Markt 1', 'W2']]);
    expect(await found('straat')).toHaveLength(2);
    expect(await found('zzz')).toEqual([]);
    expect(value(await bench.ask(findReferenceContact, { zone }, { address: 'molenstraat 1, spilbeek' })).wijkName).toBe('Wijk W1');
    expect(problem(await bench.ask(findReferenceContact, { zone }, { address: 'Molenstr' }))).toBe('wijk.address-unknown');
    // The street crosses two wijken: without a number there is no inspector to name.
    expect(problem(await bench.ask(findReferenceContact, { zone }, { address: 'Molenstraat, Spilbeek' }))).toBe('wijk.address-ambiguous');
  });
});

describe('an import that was cut off', () => {
  const toldTimes = async () => (await drawn()).length;

  it('after its switch is told to the others at the next start', async () => {
    const before = await toldTimes();
    await bench.db.collection('drawings').updateMany({ zone }, { $set: { told: false } });
    await bench.db.collection('zones').updateMany({}, { $set: { told: false } });
    await bench.restart();
    await eventually('both wijken told again', async () => (await toldTimes()) === before + 2);
    expect((await drawn()).every(({ edition }) => edition === 1)).toBe(true);
  });

  it('after its switch is told when the same file is imported again', async () => {
    const before = await toldTimes();
    await bench.db.collection('drawings').updateMany({ zone }, { $set: { told: false } });
    await bench.db.collection('zones').updateMany({}, { $set: { told: false } });
    expect(value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: twoWijken() }))).toMatchObject({ unchanged: 2 });
    await eventually('both wijken told again', async () => (await toldTimes()) === before + 2);
  });

  it('before its switch changes nothing', async () => {
    const draft = { wijkId: 'W1', zone, name: 'Half', municipality: 'Half', edition: 2, polygons: [], told: false, version: 1, outbox: [] };
    await bench.db.collection('drawings').insertOne({ _id: uuidv7Ids.next() as never, ...draft });
    await bench.restart();
    expect(value(await bench.ask(locate, ina, { point: inW1 })).wijkName).toBe('Wijk W1');
    expect((await drawn()).every(({ edition }) => edition === 1)).toBe(true);
  });
});

describe('what outlives a restart', () => {
  it('is everything, and a redrawn border raises the edition of the two wijken it is between', async () => {
    await bench.restart();
    expect(value(await bench.ask(locate, ina, { point: inW1 })).wijkId).toBe('W1');
    expect(value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: twoWijken(0.012) }))).toMatchObject({ unchanged: 0 });
    await eventually('second editions', async () => (await drawn()).filter(({ edition }) => edition === 2).length === 2);
    expect(value(await bench.ask(locate, ina, { point: [4.011, 51.005] })).wijkId).toBe('W1');
    const [first] = twoWijken().features;
    expect(
      value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: { type: 'FeatureCollection', features: [first] } })).wijken,
    ).toBe(1);
    expect(problem(await bench.ask(locate, ina, { point: inW2 }))).toBe('wijk.place-outside-zone');
    const gone = await eventually('W2 withdrawn', async () =>
      (await drawn()).find(({ wijkId, edition }) => wijkId === 'W2' && edition === 3),
    );
    expect(gone.polygons).toEqual([]);
  });
});
