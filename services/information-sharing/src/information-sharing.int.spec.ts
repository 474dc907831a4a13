import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptItem,
  assign,
  assignmentFrame,
  crewsBriefed,
  deskItem,
  endAssignment,
  inboxEntry,
  itemShared,
  listAssignments,
  listInbox,
  listSubscriptions,
  noteProgressed,
  noteRecorded,
  rateItem,
  readItem,
  returnItem,
  subscribe,
  unsubscribe,
  type DataOf,
  type NoteTexts,
  type Role,
  type Sealed,
} from '@spil/contracts';
import { uuidv7Ids } from '@spil/service-host';
import { startMongo, startNats } from '@spil/testing';
import { itemIdOf } from './domain/item-id';
import { Suite, type Person } from './suite.fixture';

let suite: Suite;
beforeAll(async () => void (suite = await Suite.start({ startNats, startMongo })), 120_000);
afterAll(() => suite.stop(), 30_000);

const texts: NoteTexts = {
  headline: 'Dealing at the bicycle shed',
  fact: 'Packets change hands at Café Zénith',
  assessment: 'Probably daily',
  safetyLine: 'Large dog',
  person: { category: 'suspect', name: 'Canary Person' },
};
const admin = { sub: 'administrator-1', roles: ['administrator' as Role], zone: 'amow', assignments: [] };

async function assigned(sub: string, role: Role, more: object = {}, zone = 'amow'): Promise<Person & { assignmentId: string }> {
  const wish = { personId: sub, role, from: '2026-01-01T00:00:00.000Z', ...more };
  const { value } = await suite.ask(assign, { ...admin, zone }, wish, `assign ${sub} ${JSON.stringify(wish)}`);
  const { assignmentId } = value as { assignmentId: string };
  const { personId: _person, ...assignment } = wish;
  return { sub, roles: [role], zone, assignments: [{ ...assignment, assignmentId }], assignmentId };
}

async function record(over: Partial<DataOf<typeof noteRecorded>> = {}, with_: Partial<NoteTexts> = {}, zone = 'amow') {
  const noteId = over.noteId ?? uuidv7Ids.next();
  const sealed = suite.sealer('wijk').seal({ ...texts, ...with_ }, ['information-sharing'], noteId);
  const data = { ...noteRecorded.sample, ...over, noteId, sealed };
  const id = uuidv7Ids.next();
  await suite.publish(noteRecorded, data, { id, aggregate: noteId, zone });
  return { noteId, again: () => suite.publish(noteRecorded, data, { id, aggregate: noteId, zone }) };
}

async function until<T>(what: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('did not happen within ten seconds');
}
const ofNote = async (stream: string, type: string, noteId: string) =>
  (await suite.stored(stream)).filter((event) => event.type === type && event.data?.['noteId'] === noteId);
const steps = async (noteId: string) =>
  (await ofNote('EVENTS_INFORMATION_SHARING', noteProgressed.type, noteId)).map(
    ({ data }) => data as unknown as DataOf<typeof noteProgressed>,
  );
const inEntries = async (who: Person, noteId: string) => {
  const { value } = await suite.ask(listInbox, who, { limit: 100 });
  return value?.entries.find((entry) => entry.noteId === noteId);
};

describe('a note on its way (real broker and database)', () => {
  it('goes to crews as a briefing line, to local investigation in full, and nowhere else', async () => {
    const { noteId } = await record();
    const [event] = await until(async () => {
      const found = await ofNote('EVENTS_INFORMATION_SHARING', itemShared.type, noteId);
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
      const found = await ofNote('FEEDS_amow_local-investigation', deskItem.type, noteId);
      return found.length > 0 && found;
    });
    const full = suite.sealer('information-sharing').open(frame?.data?.['sealed'] as Sealed, itemIdOf(noteId, 'local-investigation'));
    expect(full).toEqual(texts);
    for (const desk of ['administrative-police', 'environment', 'mediation'])
      expect(await ofNote(`FEEDS_amow_${desk}`, deskItem.type, noteId)).toEqual([]);
    expect((await steps(noteId)).map(({ step, audience }) => [step, audience])).toEqual([
      ['routed', 'crews'],
      ['routed', 'local-investigation'],
    ]);
  });

  it('makes the same again when its event comes again, and nothing more', async () => {
    const { noteId, again } = await record();
    await until(async () => (await steps(noteId)).length === 2);
    await again();
    await again();
    const { noteId: later } = await record();
    await until(async () => (await steps(later)).length === 2);
    expect(await steps(noteId)).toHaveLength(2);
    expect(await ofNote('EVENTS_INFORMATION_SHARING', itemShared.type, noteId)).toHaveLength(1);
  });

  it('tells its author which crews were briefed, once each', async () => {
    const { noteId } = await record({ handling: 'H2' });
    const itemId = itemIdOf(noteId, 'crews-by-area');
    await until(async () => (await steps(noteId)).length === 1);
    const at = '2026-01-12T09:30:01.000Z';
    for (const teams of [['noord'], ['noord', 'zuid'], ['noord']]) {
      await suite.publish(crewsBriefed, { itemId, noteId, teams, at }, { id: uuidv7Ids.next(), aggregate: itemId });
    }
    await until(async () => (await steps(noteId)).length === 3);
    expect((await steps(noteId)).map(({ audience }) => audience)).toEqual(['crews', 'crew-noord', 'crew-zuid']);
    const crew = await assigned('crew-2', 'crew', { team: 'zuid' });
    expect((await suite.ask(rateItem, crew, { itemId, verdict: 'wrong' })).value).toEqual({ itemId, verdict: 'wrong' });
    expect((await suite.ask(rateItem, { ...crew, roles: ['investigator'] }, { itemId, verdict: 'wrong' })).problem?.code).toBe('not-found');
  });

  it('is put aside with a reason when it is not useful', async () => {
    const h3 = await record({ handling: 'H3' });
    const secret = await record({}, { fact: 'ZEER GEHEIM: plan' });
    for (const [{ noteId }, reason] of [
      [h3, 'no-audience'],
      [secret, 'classified'],
    ] as const) {
      expect(await until(async () => (await steps(noteId)).find(({ step }) => step === 'not-useful'))).toMatchObject({ reason });
      expect(await ofNote('FEEDS_amow_local-investigation', deskItem.type, noteId)).toEqual([]);
    }
  });
});

describe('an inbox', () => {
  type Someone = Awaited<ReturnType<typeof assigned>>;
  let rika: Someone, rob: Someone, other: Someone, buur: Someone;
  let noteId: string;
  let itemId: string;
  const near = { point: [4.1981, 50.9093] as [number, number], radiusMetres: 500 };
  const follow = { name: 'Zénith', criteria: { themes: ['drugs' as const], text: 'cafe zenith', near } };
  beforeAll(async () => {
    rika = await assigned('rika', 'investigator', { themes: ['drugs'] });
    rob = await assigned('rob', 'investigator', { themes: ['traffic'] });
    other = await assigned('otto', 'investigator', { themes: ['drugs'] });
    buur = await assigned('bob', 'investigator', { themes: ['drugs'] }, 'buur');
    for (const who of [rob, buur])
      await suite.ask(subscribe, who, { name: 'all of W01', criteria: { wijkIds: ['W01'] } }, `follow ${who.sub}`);
  });

  it('is followed once for one key, and only within one’s own themes', async () => {
    const first = await suite.ask(subscribe, rika, follow, 'follow-1');
    expect(first.value).toMatchObject(follow);
    expect((await suite.ask(subscribe, rika, follow, 'follow-1')).value).toEqual(first.value);
    expect((await suite.ask(listSubscriptions, rika, {})).value).toEqual({ subscriptions: [first.value] });
    const reused = await suite.ask(subscribe, rika, { ...follow, name: 'other body' }, 'follow-1');
    expect(reused.problem?.code).toBe('idempotency-key-reused');
    const foreign = await suite.ask(subscribe, rob, { name: 'x', criteria: { themes: ['drugs'] } }, 'follow-2');
    expect(foreign.problem?.code).toBe('information-sharing.theme-not-assigned');
  });
  it('gets what its owner follows, also after a restart', async () => {
    await suite.restart();
    ({ noteId } = await record());
    const entry = await until(() => inEntries(rika, noteId));
    ({ itemId } = entry);
    expect(entry).toMatchObject({ ...texts, status: 'new', matched: ['Zénith'], personal: true, rule: 'local-investigation-h0' });
    // The entry is there with its commit, the frame when the relay has sent it.
    const frame = await until(async () => (await ofNote('FEEDS_amow_local-investigation', inboxEntry.type, noteId))[0]);
    expect(frame.data).toMatchObject({ subscribers: ['rika'] });
    expect(suite.sealer('gateway').open(frame.data?.['sealed'] as Sealed, itemId)).toEqual(texts);
  });
  it('is nobody else’s: not there by list, by id, to settle or to rate', async () => {
    const crew = await assigned('crew-1', 'crew', { team: 'noord', wijkIds: ['W01'] });
    const unassigned = { ...rika, assignments: [] };
    for (const who of [rob, other, buur, unassigned, { ...rika, sub: 'mallory' }, { ...rika, zone: 'buur' }]) {
      expect(await inEntries(who, noteId)).toBeUndefined();
      const answers = [
        await suite.ask(readItem, who, { itemId }),
        await suite.ask(acceptItem, who, { itemId }),
        await suite.ask(returnItem, who, { itemId, reason: 'tooOld' }),
        await suite.ask(rateItem, who, { itemId, verdict: 'wrong' }),
      ];
      const absent = await suite.ask(readItem, who, { itemId: itemIdOf(itemId, 'nothing') });
      expect(absent.problem).toEqual({ code: 'not-found', params: {} });
      for (const answer of answers) expect(answer).toEqual(absent);
    }
    expect((await suite.ask(readItem, crew, { itemId })).problem?.code).toBe('forbidden');
    expect((await suite.ask(rateItem, crew, { itemId, verdict: 'useful' })).problem?.code).toBe('not-found');
    expect((await suite.ask(readItem, rika, { itemId })).value).toMatchObject({ headline: texts.headline });
  });
  it('settles an item once and rates it; the author learns what, never who', async () => {
    for (let times = 0; times < 2; times++) {
      expect((await suite.ask(acceptItem, rika, { itemId })).value).toEqual({ itemId, status: 'accepted' });
    }
    expect((await suite.ask(returnItem, rika, { itemId, reason: 'tooOld' })).problem?.code).toBe('information-sharing.already-settled');
    for (const verdict of ['useful', 'useful'] as const) {
      expect((await suite.ask(rateItem, rika, { itemId, verdict })).value).toEqual({ itemId, verdict });
    }
    expect((await inEntries(rika, noteId))?.myVerdict).toBe('useful');
    const told = await until(async () => {
      const all = await steps(noteId);
      return all.some(({ step }) => step === 'rated') && all;
    });
    expect(told.filter(({ step }) => step !== 'routed').map(({ step, audience, verdict }) => [step, audience, verdict])).toEqual([
      ['accepted', 'local-investigation', undefined],
      ['rated', 'local-investigation', 'useful'],
    ]);
    expect(JSON.stringify(told)).not.toContain('rika');
    const codes = [];
    for (let n = 0; n < 13; n++)
      codes.push((await suite.ask(rateItem, rika, { itemId, verdict: n % 2 ? 'useful' : 'wrong' })).problem?.code);
    // The last of them says again what stands already.
    expect(codes.filter(Boolean)).toEqual(['information-sharing.rated-often']);
  });
  it('is settled once, however many try at the same moment', async () => {
    const vic = await assigned('vic', 'investigator', { themes: ['violence'] });
    const wim = await assigned('wim', 'investigator', { themes: ['violence'] });
    for (const who of [vic, wim])
      await suite.ask(subscribe, who, { name: 'violence', criteria: { themes: ['violence'] } }, `violence ${who.sub}`);
    const { noteId: fought } = await record({ theme: 'violence' });
    const { itemId: disputed } = await until(() => inEntries(wim, fought));
    const answers = await Promise.all([
      ...[vic, wim].map((who) => suite.ask(acceptItem, who, { itemId: disputed })),
      ...[vic, wim].map((who) => suite.ask(returnItem, who, { itemId: disputed, reason: 'tooOld' as const })),
      ...[vic, wim].map((who) => suite.ask(rateItem, who, { itemId: disputed, verdict: 'outdated' as const })),
    ]);
    const settled = answers.slice(0, 4).filter(({ value }) => value !== undefined);
    expect(settled).toHaveLength(1);
    expect(answers.slice(4).every(({ value }) => value !== undefined)).toBe(true);
    const told = await until(async () => {
      const all = await steps(fought);
      return all.length === 5 && all;
    });
    expect(told.map(({ step }) => step).sort()).toEqual(
      ['rated', 'rated', 'routed', 'routed', settled[0]?.value && 'status' in settled[0].value ? settled[0].value.status : ''].sort(),
    );
    expect(new Set(told.map(({ stepId }) => stepId)).size).toBe(5);
  });
  it('closes the moment its owner’s assignment ends', async () => {
    const { value } = await suite.ask(endAssignment, admin, { assignmentId: rika.assignmentId });
    expect(value).toMatchObject({ version: 2, endedAt: expect.any(String) });
    expect((await suite.ask(readItem, rika, { itemId })).problem?.code).toBe('not-found');
    expect(await inEntries(rika, noteId)).toBeUndefined();
  });
});

describe('assignments and subscriptions', () => {
  it('are pushed as the last state of each, under a subject that ends in their id, without the name of the person', async () => {
    const { assignmentId } = await assigned('kim', 'crew', { team: 'noord', displayName: 'Kim Proef' });
    const states = async () => (await suite.stored('FEEDS_amow_gateway')).filter(({ stored }) => stored.endsWith(`.${assignmentId}`));
    await until(async () => (await states()).length === 1);
    const standing = (await suite.ask(listAssignments, admin, {})).value?.assignments ?? [];
    expect(standing.find((one) => one.assignmentId === assignmentId)).toMatchObject({ personId: 'kim', displayName: 'Kim Proef' });
    await suite.ask(endAssignment, admin, { assignmentId });
    const [last] = await until(async () => {
      const now = await states();
      return now[0]?.data?.['endedAt'] !== undefined && now;
    });
    expect(last).toMatchObject({ type: assignmentFrame.type, data: { assignmentId, version: 2 } });
    expect(await states()).toHaveLength(1);
    expect(JSON.stringify(await states())).not.toContain('Proef');
    expect((await suite.ask(endAssignment, { ...admin, zone: 'buur' }, { assignmentId })).problem?.code).toBe('not-found');
    const { value } = await suite.ask(listAssignments, admin, {});
    expect(value?.assignments.some((one) => one.assignmentId === assignmentId)).toBe(false);
    const lapsed = await assigned('kim', 'crew', { team: 'noord', until: '2026-01-02T00:00:00.000Z' });
    const { value: now } = await suite.ask(listAssignments, admin, {});
    expect(now?.assignments.some((one) => one.assignmentId === lapsed.assignmentId)).toBe(false);
    const empty = { personId: 'kim', role: 'crew' as const, from: '2026-02-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' };
    expect((await suite.ask(assign, admin, empty, 'empty')).problem?.code).toBe('information-sharing.period-empty');
    expect((await suite.ask(assign, { ...admin, roles: ['crew'] }, empty, 'not mine')).problem?.code).toBe('forbidden');
  });
  it('of others cannot be ended, and ended ones file nothing more', async () => {
    const vera = await assigned('vera', 'investigator', { themes: ['vandalism'] });
    const { value } = await suite.ask(subscribe, vera, { name: 'all of W77', criteria: { wijkIds: ['W77'] } }, 'vera');
    const subscriptionId = value?.subscriptionId ?? '';
    expect((await suite.ask(unsubscribe, { ...vera, sub: 'mallory' }, { subscriptionId })).problem?.code).toBe('not-found');
    const before = await record({ wijkId: 'W77', theme: 'vandalism' });
    await until(() => inEntries(vera, before.noteId));
    expect((await suite.ask(unsubscribe, vera, { subscriptionId })).value).toEqual({ subscriptionId });
    expect((await suite.ask(listSubscriptions, vera, {})).value).toEqual({ subscriptions: [] });
    const after = await record({ wijkId: 'W77', theme: 'vandalism' });
    await until(async () => (await steps(after.noteId)).length === 3);
    await until(async () => (await suite.ask(listInbox, vera, {})).value !== undefined);
    expect(await inEntries(vera, after.noteId)).toBeUndefined();
    expect(await inEntries(vera, before.noteId)).toBeDefined();
  });
});

describe('outages', () => {
  it.each([
    ['database', 1],
    ['broker', 0],
  ] as const)(
    'of the %s lose nothing and do nothing twice',
    async (_what, which) => {
      const notes: Awaited<ReturnType<typeof record>>[] = [];
      for (let n = 0; n < 10; n++) notes.push(await record());
      const down = suite.outage(which, 1_500);
      if (which === 1) for (let n = 0; n < 10; n++) notes.push(await record());
      await down;
      for (let n = 0; n < 10; n++) notes.push(await record());
      for (const { noteId } of notes) {
        await until(async () => (await steps(noteId)).length >= 2);
      }
      for (const { again } of notes.slice(0, 3)) await again();
      const { noteId: last } = await record();
      await until(async () => (await steps(last)).length === 2);
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
