import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  answerCitizenContact,
  appointInspector,
  findReferenceContact,
  followContact,
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

describe('what became of my question (O13)', () => {
  const resident = { zone };
  const follow = async (followCode: string | undefined, from: { zone: string } = resident) =>
    bench.ask(followContact, from, { followCode: followCode ?? '' });
  const linesOf = () => bench.db.collection('readLog').find({ rule: 'follow-code' }).toArray();

  it('is followed by a code that is nowhere kept, the same on a repeat, and given again to who answers alone', async () => {
    const asked = ask();
    const made = value(await bench.ask(recordCitizenContact, clerk, asked, 'followed-1'));
    expect(value(await bench.ask(recordCitizenContact, clerk, asked, 'followed-1'))).toEqual(made);
    const codeFor = async (who: Person) =>
      value(await bench.ask(listCitizenContacts, who, {})).contacts.find((one) => one.contactId === made.contactId)?.followCode;
    expect(await codeFor(ina)).toBe(made.followCode);
    expect(await codeFor(chief)).toBeUndefined();
    const document = await bench.db.collection('citizenContacts').findOne({ _id: made.contactId as never });
    expect(JSON.stringify(document)).not.toContain(made.followCode);
    const told = value(await follow(made.followCode));
    expect(told).toMatchObject({ kind: 'question', wijkName: 'Wijk W1', dueAt: made.dueAt, status: 'open', overdue: false });
    expect(told).toMatchObject({ answering: { displayName: 'Ina Demo', standsIn: false }, reachability: { reachableNow: true } });
    expect(JSON.stringify(told)).not.toMatch(/Canary|0470|inspector-1/);
    expect(JSON.stringify(told)).not.toContain(made.contactId);
  });

  it('is logged before it leaves, as a resident’s reading by the code', async () => {
    const { followCode } = value(await bench.ask(recordCitizenContact, clerk, ask()));
    const before = (await linesOf()).length;
    value(await follow(followCode));
    const lines = await linesOf();
    expect(lines.length).toBe(before + 1);
    expect(lines.at(-1)).toMatchObject({ actor: 'resident', processingActivity: 'wijk.follow-contact', zone, decision: 'shown' });
    expect(JSON.stringify(lines)).not.toContain(followCode);
  });

  it('by a wrong code, or in another zone, is nothing at all, and not logged as a reading', async () => {
    const { followCode = '' } = value(await bench.ask(recordCitizenContact, clerk, ask()));
    const before = (await linesOf()).length;
    const wrong = `${followCode.slice(0, -2)}${followCode.endsWith('AA') ? 'BA' : 'AA'}`;
    const refused = [
      await follow(wrong),
      await follow('x'),
      await follow(followCode, { zone: 'buur' }),
      await follow(Buffer.alloc(32, 1).toString('base64url')),
    ];
    expect(refused.map(problem)).toEqual(refused.map(() => 'not-found'));
    expect(new Set(refused.map((one) => JSON.stringify(one))).size).toBe(1);
    expect((await linesOf()).length).toBe(before);
  });

  it('after the answer tells when, and what only if who answered chose so; too long after it, nothing', async () => {
    const [shown, kept] = [
      value(await bench.ask(recordCitizenContact, clerk, ask())),
      value(await bench.ask(recordCitizenContact, clerk, ask())),
    ];
    value(await bench.ask(answerCitizenContact, ina, { contactId: shown.contactId, answer: 'On Friday', forResident: true }));
    value(await bench.ask(answerCitizenContact, ina, { contactId: kept.contactId, answer: 'Canary for us alone' }));
    expect(value(await follow(shown.followCode))).toMatchObject({ status: 'answered', answer: 'On Friday', overdue: false });
    const told = value(await follow(kept.followCode));
    expect(told).toMatchObject({ status: 'answered', answeredAt: expect.any(String) });
    expect(JSON.stringify(told)).not.toContain('Canary');
    const done = value(await bench.ask(listCitizenContacts, ina, { status: 'answered' })).contacts;
    expect(done.find(({ contactId }) => contactId === shown.contactId)).toMatchObject({ forResident: true });
    expect(done.find(({ contactId }) => contactId === shown.contactId)?.followCode).toBeUndefined();
    const longAgo = new Date(Date.now() - 91 * 24 * hour).toISOString();
    await bench.db.collection('citizenContacts').updateOne({ _id: shown.contactId as never }, { $set: { answeredAt: longAgo } });
    expect(problem(await follow(shown.followCode))).toBe('not-found');
  });

  it('is late when it is late', async () => {
    const { followCode } = value(
      await bench.ask(recordCitizenContact, clerk, ask({ receivedAt: new Date(Date.now() - 6 * 24 * hour).toISOString() })),
    );
    expect(value(await follow(followCode))).toMatchObject({ status: 'open', overdue: true });
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
