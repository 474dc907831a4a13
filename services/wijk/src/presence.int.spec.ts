import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  appointInspector,
  callCounted,
  importZone,
  nuisanceReported,
  proposePresence,
  recordCitizenContact,
  recordDailyContact,
} from '@spil/contracts';
import { eventually, problem, ServiceBench, value } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { wijk } from './wijk.service';
import { admin, ask, chief, clerk, hour, ina, inW1, inW2, twoWijken, zone, zones } from './wijk.fixture';

let bench: ServiceBench;
const propose = async () => value(await bench.ask(proposePresence, chief, {}));

beforeAll(async () => {
  bench = await ServiceBench.start('wijk', zones, processEnvironment(), () => startService(wijk));
  value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: twoWijken() }));
  const inspector = { personId: 'inspector-1', displayName: 'Ina Demo' };
  value(await bench.ask(appointInspector, admin, { wijkId: 'W1', inspector, from: '2026-01-01T00:00:00.000Z' }));
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('where to be tomorrow (X8, O04)', () => {
  it('knows nothing about being seen while nobody recorded a contact, and says so', async () => {
    expect(await propose()).toMatchObject({ seenKnown: false, wijken: [] });
  });

  it('gathers what every service told of a wijk, each reason with its count, and who answers there', async () => {
    const met = { channel: 'street' as const, feeling: 'unsafe' as const, at: new Date().toISOString() };
    for (let n = 0; n < 5; n++) value(await bench.ask(recordDailyContact, ina, { ...met, place: { point: inW1 } }));
    value(await bench.ask(recordDailyContact, ina, { ...met, channel: 'phone', place: { point: inW2 } }));
    const longAgo = new Date(Date.now() - 40 * 24 * hour).toISOString();
    value(await bench.ask(recordCitizenContact, clerk, ask({ receivedAt: longAgo })));
    const reported = { wijkId: 'W1', point: inW1, category: 'noise', polluterType: 'INDIVIDUAL' as const, reportedAt: met.at };
    for (const n of [1, 2]) {
      const nuisance = { ...reported, nuisanceId: uuidv7Ids.next(), number: `MIL-2026-00000${n}` };
      await bench.publish(nuisanceReported, nuisance, { zone, aggregate: nuisance.nuisanceId });
    }
    for (let n = 0; n < 5; n++) {
      await bench.publish(callCounted, { wijkId: 'W2', nature: 'noise', day: met.at.slice(0, 10) }, { zone, aggregate: 'W2' });
    }
    const told = await eventually('what the others told', async () => {
      const found = await propose();
      return found.wijken.flatMap(({ reasons }) => reasons).length === 5 ? found : undefined;
    });
    expect(told).toMatchObject({ seenKnown: true, rules: { from: '2026-01-01', lookBackDays: 30 } });
    expect(told.wijken).toMatchObject([
      {
        wijkId: 'W1',
        points: 11,
        reasons: [
          { reason: 'feltUnsafe', count: 100, asked: 5 },
          { reason: 'answerOverdue', count: 1 },
          { reason: 'nuisance', count: 2 },
        ],
        answering: { displayName: 'Ina Demo', standsIn: false },
      },
      // A phone call is no presence: nobody saw us in W2.
      {
        wijkId: 'W2',
        reasons: [
          { reason: 'notSeen', count: 30 },
          { reason: 'calls', count: 5 },
        ],
      },
    ]);
    expect(told.wijken[0]).toHaveProperty('daypart');
    expect(JSON.stringify(told)).not.toContain('Canary');
  });

  it('is for the team chief of that zone alone', async () => {
    for (const who of [ina, clerk, admin]) expect(problem(await bench.ask(proposePresence, who, {}))).toBe('forbidden');
    expect(value(await bench.ask(proposePresence, { ...chief, zone: 'buur' }, {})).wijken).toEqual([]);
  });
});
