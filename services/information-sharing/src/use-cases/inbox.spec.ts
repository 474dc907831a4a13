import { beforeEach, describe, expect, it } from '@jest/globals';
import { deskItem, type Role } from '@spil/contracts';
import type { Caller } from '@spil/identity';
import { defaultPolicy } from '@spil/policy';
import { fileItem } from '../domain/inbox-entry';
import { AcceptItem } from './accept-item/accept-item';
import { EndAssignment } from './end-assignment/end-assignment';
import { FindItems } from './find-items/find-items';
import { InMemory } from './in-memory.fixture';
import { ListInbox } from './list-inbox/list-inbox';
import { ReadItem } from './read-item/read-item';
import { RecordBriefingWhenCrewsBriefed } from './record-briefing-when-crews-briefed/record-briefing-when-crews-briefed';
import { TrySubscription } from './try-subscription/try-subscription';
import { SightOf } from './sight-of';

let world: InMemory;
let sights: SightOf;
beforeEach(() => {
  world = new InMemory();
  sights = new SightOf(world.assignments, [defaultPolicy], world.clock);
});

const from = '2026-01-01T00:00:00.000Z';
function caller(sub: string, themes: string[], role: Role = 'investigator'): Caller {
  const assignment = { assignmentId: `of ${sub}`, role, themes, from } as never as Caller['assignments'][number];
  world.assigned.set(assignment.assignmentId, { ...assignment, personId: sub, zone: 'amow', version: 1 } as never);
  return { sub, roles: [role], zone: 'amow', assignments: [assignment], assignmentVersion: 1, exp: 0 };
}
function filed(n: number, over: { theme?: string; filedAt?: string; subscribers?: string[] } = {}) {
  const { sealed: _sealed, desk, ...item } = deskItem.sample;
  const itemId = `01939f6e-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const { theme = 'drugs', filedAt = `2026-01-10T00:00:00.${String(n).padStart(3, '0')}Z`, subscribers = ['rika'] } = over;
  const facts = { ...item, itemId, theme, withheld: [] } as never;
  const texts = { headline: `headline ${n}`, person: { category: 'suspect', name: 'X' } };
  world.entries.set(itemId, fileItem({ itemId, zone: 'amow', desk, item: facts, texts, matches: [], subscribers, filedAt }).state);
  return itemId;
}
const list = (who: Caller, request = {}) => new ListInbox(world.inbox, sights, world).run(who, request);
const shown = async (who: Caller, request = {}) => {
  const answer = await list(who, request);
  return answer.ok ? answer.value.entries.map(({ headline }) => headline) : [];
};

describe('listing an inbox', () => {
  it('logs one line for each row before it leaves', async () => {
    const rika = caller('rika', ['drugs']);
    filed(1);
    filed(2);
    expect(await shown(rika)).toEqual(['headline 2', 'headline 1']);
    expect(world.logged).toMatchObject([
      { actor: 'rika', itemId: expect.stringContaining('02'), decision: 'shown', rule: 'investigator-reads-own-themes', personal: true },
      { itemId: expect.stringContaining('01') },
    ]);
  });
  it('shows nothing when the lines cannot be kept (fail-closed)', async () => {
    const rika = caller('rika', ['drugs']);
    filed(1);
    world.logFails = true;
    await expect(list(rika)).rejects.toMatchObject({ code: 'read-not-logged' });
  });
  it('fills the page past rows that may no longer be seen', async () => {
    const rika = caller('rika', ['drugs']);
    for (let n = 1; n <= 40; n++) filed(n, { theme: n % 4 === 0 ? 'drugs' : 'noise' });
    expect(await shown(rika, { limit: 5 })).toEqual(['headline 40', 'headline 36', 'headline 32', 'headline 28', 'headline 24']);
    expect(world.logged).toHaveLength(5);
  });
  it('reaches what is hers behind thousands of a theme she works on no more', async () => {
    const rika = caller('rika', ['burglary']);
    const at = (n: number): string => new Date(Date.parse('2026-01-10T00:00:00.000Z') + n * 1_000).toISOString();
    filed(1, { theme: 'burglary', filedAt: at(1) });
    for (let n = 2; n <= 1_500; n++) filed(n, { filedAt: at(n) });
    expect(await shown(rika)).toEqual(['headline 1']);
  });

  it('pages without a gap, also where rows share a moment', async () => {
    const rika = caller('rika', ['drugs']);
    for (let n = 1; n <= 9; n++) filed(n, { filedAt: `2026-01-10T00:00:00.00${Math.floor(n / 3)}Z` });
    const seen: (string | undefined)[] = [];
    let before: string | undefined;
    for (let page = 0; page < 9; page++) {
      const answer = await list(rika, { limit: 2, ...(before ? { before } : {}) });
      if (!answer.ok || answer.value.entries.length === 0) break;
      seen.push(...answer.value.entries.map(({ headline }) => headline));
      before = answer.value.entries.at(-1)?.filedAt;
    }
    expect(new Set(seen).size).toBe(9);
    expect(seen).toHaveLength(9);
  });
});

describe('reading an item', () => {
  const read = (who: Caller, itemId: string) => new ReadItem(world.inbox, sights, world).run(who, { itemId });
  it('a refusal is logged and answered like an absence, also when the log is away', async () => {
    const rob = caller('rob', ['drugs']);
    const itemId = filed(1);
    const absent = await read(rob, 'no such item');
    expect(world.logged).toEqual([]);
    expect(await read(rob, itemId)).toEqual(absent);
    expect(world.logged).toMatchObject([{ actor: 'rob', decision: 'denied', rule: 'not-in-inbox' }]);
    world.logFails = true;
    expect(await read(rob, itemId)).toEqual(absent);
  });
  it('the token may be a minute old: an ended assignment is over at once', async () => {
    const rika = caller('rika', ['drugs']);
    const itemId = filed(1);
    expect(await read(rika, itemId)).toMatchObject({ ok: true });
    await new EndAssignment(world.assignments, world.clock).run(caller('boss', [], 'administrator'), { assignmentId: 'of rika' });
    expect(await read(rika, itemId)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await new AcceptItem(world.inbox, sights).run(rika, { itemId })).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await shown(rika)).toEqual([]);
  });
  it('another’s assignment in the token counts for nothing', async () => {
    caller('rika', ['drugs']);
    const thief: Caller = {
      ...caller('thief', ['noise']),
      assignments: [{ assignmentId: 'of rika', role: 'investigator', themes: ['drugs'], from }],
    };
    expect(await read(thief, filed(1, { subscribers: ['thief'] }))).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
  it('withholds what the policy hides and says so', async () => {
    const officer = caller('milan', [], 'environment-officer');
    const itemId = filed(1, { theme: 'pollution' });
    const entry = world.entries.get(itemId);
    if (entry) world.entries.set(itemId, { ...entry, desk: 'environment' });
    const answer = await read(officer, itemId);
    expect(answer).toMatchObject({ ok: true, value: { headline: 'headline 1', personal: false, withheld: ['person'] } });
    expect(answer.ok && 'person' in answer.value).toBe(false);
  });
});

it('a briefing of a note that was never routed is put aside, not swallowed', async () => {
  const record = new RecordBriefingWhenCrewsBriefed(world);
  await expect(record.run({ noteId: 'unknown', itemId: 'x', teams: ['noord'], at: from })).rejects.toThrow('never routed');
});

describe('looking for items', () => {
  const find = (who: Caller, text: string) => new FindItems(world.inbox, sights, world).run(who, { text });
  const attempt = (who: Caller, criteria: object) => new TrySubscription(world.inbox, sights, world).run(who, { criteria });

  it('finds words in my inbox only, never in a person part, and logs each hit', async () => {
    const rika = caller('rika', ['drugs']);
    filed(1);
    filed(2, { subscribers: ['other'] });
    filed(3, { theme: 'noise' });
    const found = await find(rika, 'HEADLINE');
    expect(found.ok && found.value.entries.map(({ headline }) => headline)).toEqual(['headline 1']);
    expect(world.logged).toMatchObject([{ actor: 'rika', itemId: expect.stringContaining('01') }]);
    const byPerson = await find(rika, 'suspect');
    expect(byPerson.ok && byPerson.value.entries).toEqual([]);
  });

  it('tells what a subscription would have caught in 30 days, of what I may see, and logs every hit it counts', async () => {
    const rika = caller('rika', ['drugs']);
    for (let n = 1; n <= 7; n++) filed(n, { subscribers: [] });
    filed(8, { theme: 'noise', subscribers: [] });
    filed(9, { subscribers: [], filedAt: '2025-12-01T00:00:00.000Z' });
    const tried = await attempt(rika, { themes: ['drugs'] });
    expect(tried).toMatchObject({ ok: true, value: { count: 7, more: false, since: '2025-12-13T09:30:00.000Z' } });
    expect(tried.ok && tried.value.samples).toHaveLength(5);
    expect(world.logged).toHaveLength(7);
    expect(await attempt(rika, { themes: ['noise'] })).toMatchObject({ ok: false });
    expect(await attempt(rika, {})).toMatchObject({ ok: false });
    expect(await attempt(rika, { text: 'suspect' })).toMatchObject({ value: { count: 0 } });
  });

  it('counts nothing when the lines cannot be kept (fail-closed)', async () => {
    const rika = caller('rika', ['drugs']);
    filed(1);
    world.logFails = true;
    await expect(attempt(rika, { themes: ['drugs'] })).rejects.toMatchObject({ code: 'read-not-logged' });
    await expect(find(rika, 'headline')).rejects.toMatchObject({ code: 'read-not-logged' });
  });
});
