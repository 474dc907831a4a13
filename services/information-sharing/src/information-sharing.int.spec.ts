import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { crewsBriefed, deskItem, itemShared, rateItem, type Sealed } from '@spil/contracts';
import { uuidv7Ids } from '@spil/service-host';
import { startMongo, startNats } from '@spil/testing';
import { Desk, texts, until } from './desk.fixture';
import { itemIdOf } from './domain/item-id';
import { Suite } from './suite.fixture';

let suite: Suite;
const desk = new Desk(() => suite);
beforeAll(async () => void (suite = await Suite.start({ startNats, startMongo })), 120_000);
afterAll(() => suite.stop(), 30_000);

describe('a note on its way (real broker and database)', () => {
  it('goes to crews as a briefing line, to local investigation in full, and nowhere else', async () => {
    const { noteId } = await desk.record();
    const [event] = await until(async () => {
      const found = await desk.ofNote('EVENTS_INFORMATION_SHARING', itemShared.type, noteId);
      return found.length > 0 && found;
    });
    const itemId = itemIdOf(noteId, 'crews-by-area');
    expect(event?.data).toMatchObject({
      itemId,
      level: 'briefing',
      rule: 'crew-briefing-h0',
      personal: false,
      withheld: ['fact', 'assessment'],
    });
    const opened = suite.sealer('intervention').open(event?.data?.['sealed'] as Sealed, itemId);
    expect(opened).toEqual({ headline: texts.headline, safetyLine: texts.safetyLine });
    const [frame] = await until(async () => {
      const found = await desk.ofNote('FEEDS_amow_local-investigation', deskItem.type, noteId);
      return found.length > 0 && found;
    });
    const full = suite.sealer('information-sharing').open(frame?.data?.['sealed'] as Sealed, itemIdOf(noteId, 'local-investigation'));
    expect(full).toEqual(texts);
    for (const audience of ['administrative-police', 'environment', 'mediation'])
      expect(await desk.ofNote(`FEEDS_amow_${audience}`, deskItem.type, noteId)).toEqual([]);
    expect((await desk.steps(noteId)).map(({ step, audience }) => [step, audience])).toEqual([
      ['routed', 'crews'],
      ['routed', 'local-investigation'],
    ]);
  });

  it('makes the same again when its event comes again, and nothing more', async () => {
    const { noteId, again } = await desk.record();
    await until(async () => (await desk.steps(noteId)).length === 2);
    await again();
    await again();
    const { noteId: later } = await desk.record();
    await until(async () => (await desk.steps(later)).length === 2);
    expect(await desk.steps(noteId)).toHaveLength(2);
    expect(await desk.ofNote('EVENTS_INFORMATION_SHARING', itemShared.type, noteId)).toHaveLength(1);
  });

  it('tells its author which crews were briefed, once each', async () => {
    const { noteId } = await desk.record({ handling: 'H2' });
    const itemId = itemIdOf(noteId, 'crews-by-area');
    await until(async () => (await desk.steps(noteId)).length === 1);
    const at = '2026-01-12T09:30:01.000Z';
    for (const teams of [['noord'], ['noord', 'zuid'], ['noord']]) {
      await suite.publish(crewsBriefed, { itemId, noteId, teams, at }, { id: uuidv7Ids.next(), aggregate: itemId });
    }
    await until(async () => (await desk.steps(noteId)).length === 3);
    expect((await desk.steps(noteId)).map(({ audience }) => audience)).toEqual(['crews', 'crew-noord', 'crew-zuid']);
    const crew = await desk.assigned('crew-2', 'crew', { team: 'zuid' });
    expect((await suite.ask(rateItem, crew, { itemId, verdict: 'wrong' })).value).toEqual({ itemId, verdict: 'wrong' });
    expect((await suite.ask(rateItem, { ...crew, roles: ['investigator'] }, { itemId, verdict: 'wrong' })).problem?.code).toBe('not-found');
  });

  it('is put aside with a reason when it is not useful', async () => {
    const h3 = await desk.record({ handling: 'H3' });
    const secret = await desk.record({}, { fact: 'ZEER GEHEIM: plan' });
    for (const [{ noteId }, reason] of [
      [h3, 'no-audience'],
      [secret, 'classified'],
    ] as const) {
      expect(await until(async () => (await desk.steps(noteId)).find(({ step }) => step === 'not-useful'))).toMatchObject({ reason });
      expect(await desk.ofNote('FEEDS_amow_local-investigation', deskItem.type, noteId)).toEqual([]);
    }
  });
});

describe('outages', () => {
  it.each([
    ['database', 1],
    ['broker', 0],
  ] as const)(
    'of the %s lose nothing and do nothing twice',
    async (_what, which) => {
      const notes: Awaited<ReturnType<Desk['record']>>[] = [];
      for (let n = 0; n < 10; n++) notes.push(await desk.record());
      const down = suite.outage(which, 1_500);
      if (which === 1) for (let n = 0; n < 10; n++) notes.push(await desk.record());
      await down;
      for (let n = 0; n < 10; n++) notes.push(await desk.record());
      for (const { noteId } of notes) {
        await until(async () => (await desk.steps(noteId)).length >= 2);
      }
      for (const { again } of notes.slice(0, 3)) await again();
      const { noteId: last } = await desk.record();
      await until(async () => (await desk.steps(last)).length === 2);
      const told = (await suite.stored('EVENTS_INFORMATION_SHARING')).filter(({ data }) =>
        notes.some(({ noteId }) => noteId === data?.['noteId']),
      );
      const ids = told.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(told).toHaveLength(notes.length * 3);
      expect((await suite.stored('DEAD')).length).toBe(0);
    },
    60_000,
  );
});
