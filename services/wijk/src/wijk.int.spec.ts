import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  answerCitizenContact,
  appointInspector,
  callCounted,
  findAddress,
  findReferenceContact,
  importAddresses,
  importZone,
  listCitizenContacts,
  listMyNotes,
  listNeighbourhoods,
  locate,
  mediationRequestCounted,
  neighbourhoodDrawn,
  noteFormSample,
  noteProgress,
  noteProgressed,
  noteRecorded,
  nuisanceReported,
  readFeelings,
  readNeighbourhood,
  readNote,
  recordCitizenContact,
  recordDailyContact,
  recordNote,
  sensitivePointChanged,
  setReachability,
  type DataOf,
  type NoteForm,
  type NoteTexts,
} from '@spil/contracts';
import { eventually, ServiceBench, type Person } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { wijk } from './wijk.service';
import { admin, around, ask, chief, clerk, hour, inW1, inW2, ina, ivo, reach, twoWijken, zone, zones } from './wijk.fixture';

const form: NoteForm = { ...noteFormSample, point: inW1, observedAt: '2026-01-12T09:30:00.000Z' };

let bench: ServiceBench;
const begin = () => startService(wijk);
const value = <A>(answer: { value: A } | { problem: { code: string } }): A => {
  if ('problem' in answer) throw new Error(answer.problem.code);
  return answer.value;
};
const problem = (answer: object): string => ('problem' in answer ? (answer.problem as { code: string }).code : 'no problem');
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

describe('a note', () => {
  it('is recorded once, told once, and its texts are readable nowhere', async () => {
    const canary = {
      ...form,
      headline: 'Canary headline Zénith',
      fact: 'Canary fact',
      person: { category: 'suspect' as const, name: 'Canary Person' },
    };
    const first = value(await bench.ask(recordNote, ina, canary, 'key-1'));
    const again = value(await bench.ask(recordNote, ina, canary, 'key-1'));
    expect(again).toEqual(first);
    expect(first).toMatchObject({ wijkId: 'W1', wijkName: 'Wijk W1' });
    expect(problem(await bench.ask(recordNote, ina, { ...canary, fact: 'Another' }, 'key-1'))).toBe('idempotency-key-reused');
    const told = await eventually('note-recorded', async () =>
      (await bench.stored('EVENTS_WIJK')).find(({ type, data }) => type === noteRecorded.type && data?.['noteId'] === first.noteId),
    );
    expect(noteRecorded.validate(told.data)).toEqual({ ok: true });
    const texts = bench.sealer('information-sharing').open<NoteTexts>(told.data?.['sealed'] as never, first.noteId);
    expect(texts).toMatchObject({ headline: 'Canary headline Zénith', person: { name: 'Canary Person' } });
    expect(() => bench.sealer('intervention').open(told.data?.['sealed'] as never, first.noteId)).toThrow();
    const document = await bench.db.collection('notes').findOne({ _id: first.noteId as never });
    expect(JSON.stringify([document, told])).not.toContain('Canary');
  });

  it('is refused outside the zone, from the future, classified, or with a condition that is not said', async () => {
    const code = async (over: Partial<NoteForm>) => problem(await bench.ask(recordNote, ina, { ...form, ...over }));
    expect(await code({ point: [5, 51] })).toBe('wijk.place-outside-zone');
    expect(await code({ observedAt: '2999-01-01T00:00:00.000Z' })).toBe('wijk.observed-in-future');
    expect(await code({ fact: 'ZEER GEHEIM: dit mag hier niet staan' })).toBe('wijk.classified-content');
    expect(await code({ handling: 'H3' })).toBe('wijk.handling-text-required');
  });

  it('is its author’s own: for anybody else it does not exist, and every reading is logged first', async () => {
    const { noteId } = value(await bench.ask(recordNote, ina, { ...form, handling: 'H2' }));
    expect(value(await bench.ask(readNote, ina, { noteId })).form).toEqual({ ...form, handling: 'H2' });
    expect(problem(await bench.ask(readNote, ivo, { noteId }))).toBe('not-found');
    expect(problem(await bench.ask(readNote, { ...ina, zone: 'buur' }, { noteId }))).toBe('not-found');
    expect(value(await bench.ask(listMyNotes, ivo, {})).notes).toEqual([]);
    const before = await bench.db.collection('readLog').countDocuments();
    const { notes } = value(await bench.ask(listMyNotes, ina, {}));
    expect(notes.map((note) => note.noteId)).toContain(noteId);
    expect(await bench.db.collection('readLog').countDocuments()).toBeGreaterThan(before);
    const lines = await bench.db.collection('readLog').find({}).toArray();
    expect(JSON.stringify(lines)).not.toContain(noteId);
    expect(lines.every(({ actor }) => actor === 'inspector-1')).toBe(true);
  });

  it('shows its author where it went, each step once, and tells the author’s feed', async () => {
    const { noteId } = value(await bench.ask(recordNote, ina, form));
    const step = {
      stepId: `${noteId}-1`,
      noteId,
      step: 'routed' as const,
      audience: 'local-investigation',
      at: '2026-01-12T09:31:00.000Z',
    };
    await bench.publish(noteProgressed, step, { zone, aggregate: noteId });
    await bench.publish(noteProgressed, step, { zone, aggregate: noteId });
    await bench.publish(
      noteProgressed,
      { ...step, stepId: `${noteId}-2`, step: 'accepted', at: '2026-01-12T09:40:00.000Z' },
      { zone, aggregate: noteId },
    );
    const note = await eventually('two steps', async () => {
      const read = value(await bench.ask(readNote, ina, { noteId }));
      return read.steps.length >= 2 && read;
    });
    expect(note.steps.map((one) => one.step)).toEqual(['routed', 'accepted']);
    const frames = await eventually('two frames', async () => {
      const found = (await bench.stored(`FEEDS_${zone}_wijk`)).filter(({ data }) => data?.['noteId'] === noteId);
      return found.length >= 2 && found;
    });
    expect(frames).toHaveLength(2);
    for (const frame of frames) expect(noteProgress.validate(frame.data)).toEqual({ ok: true });
    expect(frames[0]?.data).toMatchObject({ authorId: 'inspector-1', step: 'routed' });
  });
});

describe('the picture of a wijk', () => {
  it('has its nuisances and counts, each fact once', async () => {
    const nuisance = { ...nuisanceReported.sample, nuisanceId: uuidv7Ids.next(), wijkId: 'W2', point: inW2 };
    const id = await bench.publish(nuisanceReported, nuisance, { zone, aggregate: nuisance.nuisanceId });
    await bench.publish(nuisanceReported, nuisance, { zone, aggregate: nuisance.nuisanceId, id });
    const counted = { origin: 'CITIZEN' as const, day: '2026-01-12' };
    const event = await bench.publish(mediationRequestCounted, counted, { zone, aggregate: 'CITIZEN' });
    await bench.publish(mediationRequestCounted, counted, { zone, aggregate: 'CITIZEN', id: event });
    await bench.publish(mediationRequestCounted, counted, { zone, aggregate: 'CITIZEN' });
    const picture = await eventually('two requests counted', async () => {
      const read = value(await bench.ask(readNeighbourhood, ina, { wijkId: 'W2' }));
      return read.mediationRequests[0]?.count === 2 && read.nuisanceCount > 0 && read;
    });
    expect(picture.nuisanceCount).toBe(1);
    expect(picture.nuisances[0]).toMatchObject({ nuisanceId: nuisance.nuisanceId, category: 'illegal-dumping' });
    expect(picture.mediationRequests).toEqual([{ origin: 'CITIZEN', count: 2 }]);
    const pointId = uuidv7Ids.next();
    const sealed = bench.sealer('environment').seal({ label: 'Gas bottles' }, ['wijk'], pointId);
    const point = { ...sensitivePointChanged.sample, pointId, wijkId: 'W2', sealed };
    await bench.publish(
      sensitivePointChanged,
      { ...point, version: 2, verifyBy: '2026-05-01T00:00:00.000Z' },
      { zone, aggregate: pointId },
    );
    await bench.publish(sensitivePointChanged, point, { zone, aggregate: pointId });
    const today = new Date().toISOString().slice(0, 10);
    const call = { wijkId: 'W2', nature: 'noise', day: today };
    const once = uuidv7Ids.next();
    for (const id of [once, once, uuidv7Ids.next()]) await bench.publish(callCounted, call, { zone, aggregate: 'W2', id });
    await bench.publish(callCounted, { ...call, day: '2020-01-01' }, { zone, aggregate: 'W2' });
    const full = await eventually('calls and points', async () => {
      const read = value(await bench.ask(readNeighbourhood, ina, { wijkId: 'W2' }));
      return read.points.length === 1 && (read.calls.byNature[0]?.count ?? 0) === 2 && read;
    });
    expect(full.points).toMatchObject([{ pointId, label: 'Gas bottles', verifyBy: '2026-05-01T00:00:00.000Z' }]);
    expect(full.sources.map(({ service }) => service).sort()).toEqual([
      'environment',
      'information-sharing',
      'intervention',
      'mediation',
      'wijk',
    ]);
    expect(full.sources.find(({ service }) => service === 'intervention')?.count).toBe(2);
    const before = value(await bench.ask(readNeighbourhood, ina, { wijkId: 'W2' })).noteCount;
    value(await bench.ask(recordNote, ina, { ...form, point: inW2 }));
    expect(value(await bench.ask(readNeighbourhood, ina, { wijkId: 'W2' })).noteCount).toBe(before + 1);
    expect(problem(await bench.ask(readNeighbourhood, ina, { wijkId: 'W9' }))).toBe('not-found');
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
