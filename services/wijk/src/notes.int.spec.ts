import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  callCounted,
  importZone,
  listMyNotes,
  mediationRequestCounted,
  noteFormSample,
  noteProgress,
  noteProgressed,
  noteRecorded,
  nuisanceReported,
  readNeighbourhood,
  readNote,
  recordNote,
  sensitivePointChanged,
  type NoteForm,
  type NoteTexts,
} from '@spil/contracts';
import { eventually, problem, ServiceBench, value } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { wijk } from './wijk.service';
import { admin, inW1, inW2, ina, ivo, twoWijken, zone, zones } from './wijk.fixture';

const form: NoteForm = { ...noteFormSample, point: inW1, observedAt: '2026-01-12T09:30:00.000Z' };

let bench: ServiceBench;

beforeAll(async () => {
  bench = await ServiceBench.start('wijk', zones, processEnvironment(), () => startService(wijk));
  value(await bench.ask(importZone, admin, { name: 'Spilbeek', geojson: twoWijken() }));
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

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
