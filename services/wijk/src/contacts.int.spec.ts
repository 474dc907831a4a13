import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  answerCitizenContact,
  appointInspector,
  findReferenceContact,
  importZone,
  listCitizenContacts,
  readFeelings,
  recordCitizenContact,
  recordDailyContact,
  setReachability,
} from '@spil/contracts';
import { problem, ServiceBench, value, type Person } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { wijk } from './wijk.service';
import { admin, around, ask, chief, clerk, hour, ina, inW1, ivo, reach, twoWijken, zone, zones } from './wijk.fixture';

let bench: ServiceBench;

beforeAll(async () => {
  bench = await ServiceBench.start('wijk', zones, processEnvironment(), () => startService(wijk));
  value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: twoWijken() }));
  const inspector = { personId: 'inspector-1', displayName: 'Ina Demo', phone: '02 000 00 01' };
  const deputy = { personId: 'inspector-2', displayName: 'Ivo Demo' };
  value(await bench.ask(appointInspector, admin, { wijkId: 'W1', inspector, deputy, from: '2026-01-01T00:00:00.000Z' }));
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('what residents ask (W03, W04)', () => {
  const list = async (who: Person) => value(await bench.ask(listCitizenContacts, who, {})).contacts;

  it('gets who answers and by when, lies sealed, and exists for who answers only', async () => {
    const made = value(await bench.ask(recordCitizenContact, clerk, ask(), 'contact-1'));
    expect(made).toMatchObject({ wijkId: 'W1', answering: { displayName: 'Ina Demo', standsIn: false } });
    const document = await bench.db.collection('citizenContacts').findOne({ _id: made.contactId as never });
    expect(JSON.stringify(document)).not.toContain('Canary');
    const before = await bench.db.collection('readLog').countDocuments();
    const own = await list(ina);
    expect(own.find((one) => one.contactId === made.contactId)).toMatchObject({ asker: { name: 'Canary Resident' }, withheld: [] });
    expect(await bench.db.collection('readLog').countDocuments()).toBe(before + own.length);
    expect((await list(ivo)).filter((one) => one.wijkId === 'W1')).toEqual([]);
    expect(await list({ ...ina, zone: 'buur' })).toEqual([]);
    expect(problem(await bench.ask(listCitizenContacts, clerk, {}))).toBe('forbidden');
    const seenBefore = await bench.db.collection('readLog').countDocuments();
    const all = await list(chief);
    // What somebody wrote may name anybody, also where who asked is withheld.
    expect(await bench.db.collection('readLog').countDocuments()).toBe(seenBefore + all.length);
    const seen = all.find((one) => one.contactId === made.contactId);
    expect(seen).toMatchObject({ subject: 'Canary when is the lamp repaired', withheld: ['asker'] });
    expect(JSON.stringify(seen)).not.toContain('Canary Resident');
  });

  it('moves to the deputy while the inspector is away, and residents are told who answers, never why', async () => {
    value(await bench.ask(setReachability, ina, reach('inspector-1', [around(-hour, hour)])));
    expect(problem(await bench.ask(setReachability, ivo, reach('inspector-1')))).toBe('not-found');
    expect(problem(await bench.ask(setReachability, ina, reach('inspector-1', [around(hour, -hour)])))).toBe('wijk.period-empty');
    const made = value(await bench.ask(recordCitizenContact, clerk, ask()));
    expect(made.answering).toEqual({ displayName: 'Ivo Demo', standsIn: true });
    expect((await list(ivo)).map((one) => one.contactId)).toContain(made.contactId);
    expect((await list(ina)).map((one) => one.contactId)).not.toContain(made.contactId);
    value(await bench.ask(setReachability, chief, reach('inspector-2')));
    const told = value(await bench.ask(findReferenceContact, { zone }, { point: inW1 }));
    expect(told).toMatchObject({ contact: { displayName: 'Ivo Demo' }, reachability: { standsIn: true } });
    expect(JSON.stringify(told)).not.toMatch(/inspector-2|absen/);
    value(await bench.ask(setReachability, ina, reach('inspector-1')));
    expect((await list(ina)).map((one) => one.contactId)).toContain(made.contactId);
  });

  it('is answered once, by who answers now', async () => {
    const { contactId } = value(await bench.ask(recordCitizenContact, ina, ask()));
    const answer = { contactId, answer: 'Canary on Friday' };
    const absent = await bench.ask(answerCitizenContact, ivo, { ...answer, contactId: uuidv7Ids.next() });
    expect(await bench.ask(answerCitizenContact, ivo, answer)).toEqual(absent);
    expect(await bench.ask(answerCitizenContact, { ...chief, zone: 'buur' }, answer)).toEqual(absent);
    expect(value(await bench.ask(answerCitizenContact, ina, answer)).status).toBe('answered');
    expect(problem(await bench.ask(answerCitizenContact, chief, answer))).toBe('wijk.already-answered');
    expect((await list(ina)).map((one) => one.contactId)).not.toContain(contactId);
    const done = value(await bench.ask(listCitizenContacts, ina, { status: 'answered' })).contacts;
    expect(done.find((one) => one.contactId === contactId)?.answer).toBe('Canary on Friday');
  });
});

describe('a daily contact', () => {
  const at = '2026-01-12T09:30:00.000Z';
  const said = { place: { point: inW1 }, channel: 'street' as const, feeling: 'unsafe' as const, at };

  it('is recorded once, however often it is sent, and tells nobody anything', async () => {
    const before = (await bench.stored('EVENTS_WIJK')).length;
    const first = value(await bench.ask(recordDailyContact, ina, said, 'daily-1'));
    expect(first).toMatchObject({ wijkId: 'W1', wijkName: expect.any(String) });
    expect(value(await bench.ask(recordDailyContact, ina, said, 'daily-1'))).toEqual(first);
    expect(problem(await bench.ask(recordDailyContact, ina, { ...said, feeling: 'safe' }, 'daily-1'))).toBe('idempotency-key-reused');
    expect(problem(await bench.ask(recordDailyContact, ina, { ...said, place: { wijkId: 'W9' } }))).toBe('not-found');
    expect((await bench.stored('EVENTS_WIJK')).length).toBe(before);
  });

  it('is read as counts by wijk, and not told apart while there are few', async () => {
    const counted = async () => value(await bench.ask(readFeelings, ina, { days: 30 }));
    expect(await counted()).toMatchObject({ wijken: [{ wijkId: 'W1', now: { contacts: 1 }, before: { contacts: 0 } }], mine: 1 });
    expect((await counted()).wijken[0]?.now.feelings).toBeUndefined();
    for (const feeling of ['safe', 'safe', 'uneasy', 'unsafe'] as const) {
      value(await bench.ask(recordDailyContact, ivo, { ...said, feeling, place: { wijkId: 'W1' } }));
    }
    expect((await counted()).wijken[0]?.now).toEqual({ contacts: 5, feelings: { safe: 2, uneasy: 1, unsafe: 2 } });
    expect((await counted()).mine).toBe(1);
    const neighbour = value(await bench.ask(readFeelings, { ...ina, zone: 'buur' }, {}));
    expect(neighbour).toMatchObject({ wijken: [], mine: 0 });
    expect(problem(await bench.ask(readFeelings, { ...ina, roles: ['crew'] }, {}))).toBe('forbidden');
  });
});
