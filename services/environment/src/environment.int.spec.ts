import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  identifySensitivePoint,
  listNuisances,
  listSensitivePoints,
  neighbourhoodDrawn,
  nuisanceReported,
  reportNuisance,
  sensitivePointChanged,
  verifySensitivePoint,
} from '@spil/contracts';
import { eventually, type Person, problem, ServiceBench, value } from '@spil/service-bench';
import { processEnvironment, startService } from '@spil/service-host';
import { environment } from './environment.service';

const zone = 'amow';
const zones = [
  { zone, teams: ['noord'] },
  { zone: 'buur', teams: ['buur'] },
];
const inspector: Person = { sub: 'inspector-1', roles: ['inspector'], zone };
const officer: Person = { sub: 'environment-1', roles: ['environment-officer'], zone };
const place: [number, number] = [4.005, 51.005];
const report = {
  point: place,
  category: 'illegal-dumping',
  polluterType: 'COMPANY' as const,
  description: 'Canary bags beside the container',
  observedAt: '2026-01-12T09:30:00.000Z',
};

let bench: ServiceBench;
const drawing = (edition: number, width: number) => ({
  wijkId: 'W1',
  name: 'Wijk W1',
  municipality: 'Spilbeek',
  edition,
  polygons:
    width === 0
      ? []
      : [
          [
            [
              [4, 51],
              [4 + width, 51],
              [4 + width, 51.01],
              [4, 51.01],
              [4, 51],
            ] as [number, number][],
          ],
        ],
});

beforeAll(async () => {
  bench = await ServiceBench.start('environment', zones, processEnvironment(), () => startService(environment));
  await bench.publish(neighbourhoodDrawn, drawing(2, 0.01), { zone, aggregate: 'W1', sequence: 2 });
  await eventually('the wijk known', async () => (await bench.db.collection('neighbourhoods').countDocuments()) === 1);
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('a report of environmental nuisance', () => {
  it('gets a number, is placed in its wijk, and tells nothing of what was written', async () => {
    const first = value(await bench.ask(reportNuisance, inspector, report, 'key-1'));
    expect(first).toMatchObject({ wijkId: 'W1' });
    expect(first.number).toMatch(/^MIL-\d{4}-\d{6}$/);
    expect(value(await bench.ask(reportNuisance, inspector, report, 'key-1'))).toEqual(first);
    const told = await eventually('the report', async () => {
      const found = await bench.stored('EVENTS_ENVIRONMENT');
      return found.length > 0 && found;
    });
    expect(told).toHaveLength(1);
    expect(nuisanceReported.validate(told[0]?.data)).toEqual({ ok: true });
    const document = await bench.db.collection('nuisances').findOne({ _id: first.nuisanceId as never });
    expect(JSON.stringify([told, document])).not.toContain('Canary');
    expect(value(await bench.ask(listNuisances, officer, {})).nuisances).toEqual([
      expect.objectContaining({ nuisanceId: first.nuisanceId, description: report.description, polluterType: 'COMPANY' }),
    ]);
    expect(value(await bench.ask(listNuisances, { ...officer, zone: 'buur' }, {})).nuisances).toEqual([]);
    expect(problem(await bench.ask(listNuisances, inspector, {}))).toBe('forbidden');
  });

  it('is refused outside the zone and from the future', async () => {
    expect(problem(await bench.ask(reportNuisance, inspector, { ...report, point: [5, 51] }))).toBe('environment.place-outside-zone');
    expect(problem(await bench.ask(reportNuisance, inspector, { ...report, observedAt: '2999-01-01T00:00:00.000Z' }))).toBe(
      'environment.observed-in-future',
    );
  });

  it('goes by the newest drawing of the wijken, in whatever order they come', async () => {
    const at = { zone, aggregate: 'W1' };
    const east = { ...report, point: [4.015, 51.005] as [number, number] };
    expect(problem(await bench.ask(reportNuisance, inspector, east))).toBe('environment.place-outside-zone');
    await bench.publish(neighbourhoodDrawn, drawing(3, 0.02), { ...at, sequence: 3 });
    await bench.publish(neighbourhoodDrawn, drawing(1, 0.001), { ...at, sequence: 1 });
    await eventually('the wider wijk', async () => 'value' in (await bench.ask(reportNuisance, inspector, east)));
    await bench.publish(neighbourhoodDrawn, drawing(4, 0), { ...at, sequence: 4 });
    await eventually(
      'the wijk gone',
      async () => problem(await bench.ask(reportNuisance, inspector, report)) === 'environment.place-outside-zone',
    );
  });
});

describe('sensitive points (E10)', () => {
  const form = { point: place, category: 'hazardous-storage' as const, label: 'Canary gas bottles', safetyLine: 'Canary no smoking' };
  beforeAll(async () => {
    await bench.publish(neighbourhoodDrawn, drawing(20, 0.01), { zone, aggregate: 'W1', sequence: 20 });
    await eventually('the wijk again', async () => (await bench.db.collection('neighbourhoods').countDocuments({ edition: 20 })) === 1);
  });
  const listed = async (who: Person) => value(await bench.ask(listSensitivePoints, who, {})).points;

  it('are kept with the day of the last look, lie sealed, and are told to crews and wijk in sealed words', async () => {
    const made = value(await bench.ask(identifySensitivePoint, officer, form, 'point-1'));
    expect(value(await bench.ask(identifySensitivePoint, officer, form, 'point-1'))).toEqual(made);
    expect(made).toMatchObject({ wijkId: 'W1', label: 'Canary gas bottles', verifiedAt: made.identifiedAt });
    expect(Date.parse(made.verifyBy) - Date.parse(made.verifiedAt)).toBe(90 * 86_400_000);
    const event = await eventually('the fact', async () =>
      (await bench.stored('EVENTS_ENVIRONMENT')).find(
        ({ type, data }) => type === sensitivePointChanged.type && data?.['pointId'] === made.pointId,
      ),
    );
    const document = await bench.db.collection('sensitivePoints').findOne({ _id: made.pointId as never });
    expect(JSON.stringify([event, document])).not.toContain('Canary');
    expect(bench.sealer('intervention').open(event.data?.['sealed'] as never, made.pointId)).toMatchObject({
      safetyLine: 'Canary no smoking',
    });
    expect(() => bench.sealer('mediation').open(event.data?.['sealed'] as never, made.pointId)).toThrow();
  });

  it('are verified by who looked, and leave the list when they are over', async () => {
    const { pointId, verifiedAt } = value(await bench.ask(identifySensitivePoint, officer, form));
    const looked = value(await bench.ask(verifySensitivePoint, inspector, { pointId, stillThere: true }));
    expect(looked.verifiedAt >= verifiedAt).toBe(true);
    expect((await listed(inspector)).map((one) => one.pointId)).toContain(pointId);
    expect(value(await bench.ask(verifySensitivePoint, officer, { pointId, stillThere: false })).status).toBe('retired');
    expect((await listed(inspector)).map((one) => one.pointId)).not.toContain(pointId);
    expect(problem(await bench.ask(verifySensitivePoint, officer, { pointId, stillThere: true }))).toBe('not-found');
  });

  it('exist for nobody of another zone, and for no other role', async () => {
    const { pointId } = value(await bench.ask(identifySensitivePoint, officer, form));
    expect(await listed({ ...officer, zone: 'buur' })).toEqual([]);
    expect(problem(await bench.ask(verifySensitivePoint, { ...officer, zone: 'buur' }, { pointId, stillThere: false }))).toBe('not-found');
    for (const role of ['mediator', 'investigator', 'operator', 'crew'] as const) {
      expect(problem(await bench.ask(listSensitivePoints, { ...officer, roles: [role] }, {}))).toBe('forbidden');
    }
    expect(problem(await bench.ask(identifySensitivePoint, inspector, form))).toBe('forbidden');
    expect(problem(await bench.ask(identifySensitivePoint, officer, { ...form, point: [5, 51] }))).toBe('environment.place-outside-zone');
  });
});
