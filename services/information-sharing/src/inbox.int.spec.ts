import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptItem,
  assign,
  assignmentFrame,
  endAssignment,
  inboxEntry,
  listAssignments,
  listInbox,
  listSubscriptions,
  rateItem,
  readItem,
  returnItem,
  subscribe,
  unsubscribe,
  type Sealed,
} from '@spil/contracts';
import { startMongo, startNats } from '@spil/testing';
import { admin, Desk, texts, until } from './desk.fixture';
import { itemIdOf } from './domain/item-id';
import { Suite } from './suite.fixture';

let suite: Suite;
const desk = new Desk(() => suite);
beforeAll(async () => void (suite = await Suite.start({ startNats, startMongo })), 120_000);
afterAll(() => suite.stop(), 30_000);

describe('an inbox', () => {
  type Someone = Awaited<ReturnType<Desk['assigned']>>;
  let rika: Someone, rob: Someone, other: Someone, buur: Someone;
  let noteId: string;
  let itemId: string;
  const near = { point: [4.1981, 50.9093] as [number, number], radiusMetres: 500 };
  const follow = { name: 'Zénith', criteria: { themes: ['drugs' as const], text: 'cafe zenith', near } };
  beforeAll(async () => {
    rika = await desk.assigned('rika', 'investigator', { themes: ['drugs'] });
    rob = await desk.assigned('rob', 'investigator', { themes: ['traffic'] });
    other = await desk.assigned('otto', 'investigator', { themes: ['drugs'] });
    buur = await desk.assigned('bob', 'investigator', { themes: ['drugs'] }, 'buur');
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
    ({ noteId } = await desk.record());
    const entry = await until(() => desk.inEntries(rika, noteId));
    ({ itemId } = entry);
    expect(entry).toMatchObject({ ...texts, status: 'new', matched: ['Zénith'], personal: true, rule: 'local-investigation-h0' });
    // The entry is there with its commit, the frame when the relay has sent it.
    const frame = await until(async () => (await desk.ofNote('FEEDS_amow_local-investigation', inboxEntry.type, noteId))[0]);
    expect(frame.data).toMatchObject({ subscribers: ['rika'] });
    expect(suite.sealer('gateway').open(frame.data?.['sealed'] as Sealed, itemId)).toEqual(texts);
  });
  it('is nobody else’s: not there by list, by id, to settle or to rate', async () => {
    const crew = await desk.assigned('crew-1', 'crew', { team: 'noord', wijkIds: ['W01'] });
    const unassigned = { ...rika, assignments: [] };
    for (const who of [rob, other, buur, unassigned, { ...rika, sub: 'mallory' }, { ...rika, zone: 'buur' }]) {
      expect(await desk.inEntries(who, noteId)).toBeUndefined();
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
    expect((await desk.inEntries(rika, noteId))?.myVerdict).toBe('useful');
    const told = await until(async () => {
      const all = await desk.steps(noteId);
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
    const vic = await desk.assigned('vic', 'investigator', { themes: ['violence'] });
    const wim = await desk.assigned('wim', 'investigator', { themes: ['violence'] });
    for (const who of [vic, wim])
      await suite.ask(subscribe, who, { name: 'violence', criteria: { themes: ['violence'] } }, `violence ${who.sub}`);
    const { noteId: fought } = await desk.record({ theme: 'violence' });
    const { itemId: disputed } = await until(() => desk.inEntries(wim, fought));
    const answers = await Promise.all([
      ...[vic, wim].map((who) => suite.ask(acceptItem, who, { itemId: disputed })),
      ...[vic, wim].map((who) => suite.ask(returnItem, who, { itemId: disputed, reason: 'tooOld' as const })),
      ...[vic, wim].map((who) => suite.ask(rateItem, who, { itemId: disputed, verdict: 'outdated' as const })),
    ]);
    const settled = answers.slice(0, 4).filter(({ value }) => value !== undefined);
    expect(settled).toHaveLength(1);
    expect(answers.slice(4).every(({ value }) => value !== undefined)).toBe(true);
    const told = await until(async () => {
      const all = await desk.steps(fought);
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
    expect(await desk.inEntries(rika, noteId)).toBeUndefined();
  });
});

describe('assignments and subscriptions', () => {
  it('are pushed as the last state of each, under a subject that ends in their id, without the name of the person', async () => {
    const { assignmentId } = await desk.assigned('kim', 'crew', { team: 'noord', displayName: 'Kim Proef' });
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
    const lapsed = await desk.assigned('kim', 'crew', { team: 'noord', until: '2026-01-02T00:00:00.000Z' });
    const { value: now } = await suite.ask(listAssignments, admin, {});
    expect(now?.assignments.some((one) => one.assignmentId === lapsed.assignmentId)).toBe(false);
    const empty = { personId: 'kim', role: 'crew' as const, from: '2026-02-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' };
    expect((await suite.ask(assign, admin, empty, 'empty')).problem?.code).toBe('information-sharing.period-empty');
    expect((await suite.ask(assign, { ...admin, roles: ['crew'] }, empty, 'not mine')).problem?.code).toBe('forbidden');
  });
  it('of others cannot be ended, and ended ones file nothing more', async () => {
    const vera = await desk.assigned('vera', 'investigator', { themes: ['vandalism'] });
    const { value } = await suite.ask(subscribe, vera, { name: 'all of W77', criteria: { wijkIds: ['W77'] } }, 'vera');
    const subscriptionId = value?.subscriptionId ?? '';
    expect((await suite.ask(unsubscribe, { ...vera, sub: 'mallory' }, { subscriptionId })).problem?.code).toBe('not-found');
    const before = await desk.record({ wijkId: 'W77', theme: 'vandalism' });
    await until(() => desk.inEntries(vera, before.noteId));
    expect((await suite.ask(unsubscribe, vera, { subscriptionId })).value).toEqual({ subscriptionId });
    expect((await suite.ask(listSubscriptions, vera, {})).value).toEqual({ subscriptions: [] });
    const after = await desk.record({ wijkId: 'W77', theme: 'vandalism' });
    await until(async () => (await desk.steps(after.noteId)).length === 3);
    await until(async () => (await suite.ask(listInbox, vera, {})).value !== undefined);
    expect(await desk.inEntries(vera, after.noteId)).toBeUndefined();
    expect(await desk.inEntries(vera, before.noteId)).toBeDefined();
  });
});
