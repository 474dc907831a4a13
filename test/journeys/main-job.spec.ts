import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptItem, listBriefings, listInbox, listMyNotes, rateItem, readItem, recordNote, returnItem, subscribe } from '@spil/contracts';
import { Api, aNote, ApiProblem, places, runningSuite, Screen, waitFor } from './suite';

const suite = runningSuite();
const api = (person: string): Api => new Api(suite, person);
const screens: Record<string, Screen> = {};
let where: Awaited<ReturnType<typeof places>>;

beforeAll(async () => {
  where = await places(suite);
  await api('investigator-1').ask(subscribe, { name: 'drugs', criteria: { themes: ['drugs'] } }, { idempotencyKey: 'journey-drugs' });
  await api('investigator-2').ask(subscribe, { name: 'traffic', criteria: { themes: ['traffic'] } }, { idempotencyKey: 'journey-traffic' });
  for (const person of ['crew-1', 'crew-2', 'crew-3', 'investigator-1', 'investigator-2', 'mediator-1', 'inspector-1', 'inspector-2']) {
    screens[person] = await Screen.open(suite, person);
  }
});
afterAll(() => Object.values(screens).forEach((screen) => screen.close()));

describe('from a street observation to the crew’s screen (S01, S02, S03, S12)', () => {
  it('reaches the crew nearby and the investigator of the theme, and nobody else', async () => {
    const { noteId } = await api('inspector-1').ask(recordNote, aNote(where.noord, { headline: 'Need to know' }));
    const onScreen = await screens['crew-1']?.frameOf(noteId);
    expect(onScreen?.data).toMatchObject({ noteId, headline: 'Need to know', level: 'briefing' });
    // A briefing line: what, where, when, how old, how sure; no source, no person, no assessment.
    for (const part of ['fact', 'assessment', 'person', 'authorId']) expect(onScreen?.data).not.toHaveProperty(part);
    await screens['investigator-1']?.frameOf(noteId);
    const { entries } = await api('investigator-1').ask(listInbox, { limit: 50 });
    const entry = entries.find((one) => one.noteId === noteId);
    expect(entry).toMatchObject({ theme: 'drugs', level: 'full', status: 'new' });
    expect(entry?.fact).toBe(recordNote.sample.request.fact);
    await waitFor(async () => (await stepsOf(noteId)).some((step) => step.step === 'briefed'), 5_000);
    for (const person of ['crew-2', 'crew-3', 'investigator-2', 'mediator-1', 'inspector-2'])
      expect([person, screens[person]?.has(noteId)]).toEqual([person, false]);
  });

  it('is found by an investigator who was offline', async () => {
    screens['investigator-2']?.close();
    const sent = await api('inspector-2').ask(recordNote, aNote(where.zuid, { theme: 'traffic' }));
    await waitFor(
      async () => (await api('investigator-2').ask(listInbox, { limit: 50 })).entries.some((one) => one.noteId === sent.noteId),
      5_000,
    );
  });

  it('tells the author what came of it: accepted, returned with a reason, rated', async () => {
    const first = await api('inspector-1').ask(recordNote, aNote(where.noord));
    const second = await api('inspector-1').ask(recordNote, aNote(where.noord));
    const itemOf = (noteId: string): Promise<string> =>
      waitFor(
        async () => (await api('investigator-1').ask(listInbox, { limit: 50 })).entries.find((one) => one.noteId === noteId)?.itemId,
        5_000,
      );
    await api('investigator-1').ask(acceptItem, { itemId: await itemOf(first.noteId) });
    const returned = await itemOf(second.noteId);
    await api('investigator-1').ask(returnItem, { itemId: returned, reason: 'knownAlready', remark: 'REMARK-STAYS-INSIDE' });
    await api('investigator-1').ask(rateItem, { itemId: returned, verdict: 'useful' });
    const briefed = await waitFor(
      async () => (await api('crew-1').ask(listBriefings, { limit: 50 })).briefings.find((one) => one.noteId === first.noteId),
      5_000,
    );
    await api('crew-1').ask(rateItem, { itemId: briefed.itemId, verdict: 'outdated' });
    await waitFor(async () => {
      const steps = await stepsOf(first.noteId);
      return steps.some((step) => step.step === 'accepted') && steps.some((step) => step.step === 'rated' && step.verdict === 'outdated');
    }, 5_000);
    await waitFor(
      async () => (await stepsOf(second.noteId)).some((step) => step.step === 'returned' && step.reason === 'knownAlready'),
      5_000,
    );
    const { notes } = await api('inspector-1').ask(listMyNotes, { limit: 50 });
    expect(JSON.stringify(notes)).not.toContain('REMARK-STAYS-INSIDE');
    await expect(api('investigator-1').ask(acceptItem, { itemId: returned })).rejects.toMatchObject({
      code: 'information-sharing.already-settled',
    });
  });

  it('shows a restricted note to a crew as its safety line only', async () => {
    const note = aNote(where.noord, {
      handling: 'H2',
      safetyLine: 'Dog behind the gate',
      headline: 'WITHHELD-HEADLINE',
      fact: 'WITHHELD-FACT',
    });
    const { noteId } = await api('inspector-1').ask(recordNote, note);
    const frame = await screens['crew-1']?.frameOf(noteId);
    expect(frame?.data).toMatchObject({ level: 'safety', safetyLine: 'Dog behind the gate' });
    expect(JSON.stringify(frame)).not.toContain('WITHHELD-');
    expect(screens['investigator-1']?.has(noteId)).toBe(false);
  });

  it('is one trace from POST to the frame, and one answer however often it is sent', async () => {
    const traceId = randomBytes(16).toString('hex');
    const options = { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`, idempotencyKey: `once-${traceId}` };
    const note = aNote(where.noord);
    const first = await api('inspector-1').ask(recordNote, note, options);
    const again = await api('inspector-1').ask(recordNote, note, options);
    expect(again).toEqual(first);
    await expect(api('inspector-1').ask(recordNote, { ...note, headline: 'another' }, options)).rejects.toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    const services = await waitFor(async () => {
      const answer = await fetch(`${suite.traces}/api/traces/${traceId}`);
      if (!answer.ok) return undefined;
      const { data } = (await answer.json()) as { data: { processes: Record<string, { serviceName: string }> }[] };
      const names = new Set(Object.values(data[0]?.processes ?? {}).map((one) => one.serviceName));
      return ['gateway', 'wijk', 'information-sharing', 'intervention'].every((name) => names.has(name)) ? names : undefined;
    }, 15_000);
    expect(services.size).toBeGreaterThanOrEqual(4);
    expect(screens['crew-1']?.frames.filter((frame) => frame.data['noteId'] === first.noteId).length).toBe(1);
  });

  it('hides an item from an investigator of another theme by id, as if it did not exist', async () => {
    const { noteId } = await api('inspector-1').ask(recordNote, aNote(where.noord));
    const { itemId } = await waitFor(
      async () => (await api('investigator-1').ask(listInbox, { limit: 50 })).entries.find((one) => one.noteId === noteId),
      5_000,
    );
    const hidden = await api('investigator-2')
      .ask(readItem, { itemId })
      .catch((error: unknown) => error as ApiProblem);
    const absent = await api('investigator-2')
      .ask(readItem, { itemId: noteId.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })
      .catch((error: unknown) => error as ApiProblem);
    expect(hidden).toBeInstanceOf(ApiProblem);
    expect([(hidden as ApiProblem).status, (hidden as ApiProblem).message]).toEqual([404, (absent as ApiProblem).message]);
  });
});

async function stepsOf(noteId: string, person = 'inspector-1') {
  const { notes } = await api(person).ask(listMyNotes, { limit: 50 });
  return notes.find((note) => note.noteId === noteId)?.steps ?? [];
}
