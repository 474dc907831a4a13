import { describe, expect, it } from '@jest/globals';
import { deskItem, noteProgressed, itemShared } from '@spil/contracts';
import { defaultPolicy } from '@spil/policy';
import fc from 'fast-check';
import { assigned, ended } from './assignment';
import { recordBriefing } from './briefing';
import { followersOf, type Follower } from './followers';
import { accept, fileItem, giveBack, type InboxEntry } from './inbox-entry';
import { itemIdOf } from './item-id';
import { folded, matches } from './matching';
import { routeNote, type RecordedNote, type RoutedNote } from './note-routing';
import { rate, ratedOften, verdictOf } from './rating';
import { checkCriteria, type Criteria } from './subscription';

const at = '2026-01-12T09:30:00.000Z';
const noteId = '01939f6e-0000-7000-8000-000000000001';
const { sealed: _sealed, ...facts } = { ...deskItem.sample };
const note: RecordedNote = {
  zone: 'amow',
  facts: {
    ...facts,
    noteId,
    kind: 'problem',
    topic: 'localCrime',
    recordedAt: at,
    howKnown: 'resident',
    purpose: 'administrative',
    legalBasis: 'wpa-44-1',
    authorId: 'inspector-1',
  } as never,
  texts: { headline: 'Dealing', fact: 'Packets', person: { category: 'suspect', name: 'X' } },
};
const routed = (): RoutedNote => {
  const { state } = routeNote(note, defaultPolicy, at);
  if (state.status !== 'routed') throw new Error('the sample goes somewhere');
  return state;
};

describe('routing a note', () => {
  it('gives crews the briefing line and the desk everything, each under an id of its own', () => {
    const { publications } = routeNote(note, defaultPolicy, at);
    const shared = publications.find(({ kind }) => kind === 'item-shared');
    const desk = publications.find(({ kind }) => kind === 'desk-item');
    expect(shared).toMatchObject({ texts: { headline: 'Dealing' }, item: { itemId: itemIdOf(noteId, 'crews-by-area'), personal: false } });
    expect(JSON.stringify(shared)).not.toContain('Packets');
    expect(desk).toMatchObject({ texts: note.texts, item: { itemId: itemIdOf(noteId, 'local-investigation'), personal: true } });
  });
  it('the same note always makes the same ids and steps', () => {
    const again = routeNote(note, defaultPolicy, '2026-03-01T00:00:00.000Z').publications;
    const ids = (all: typeof again) =>
      all.map((one) => (one.kind === 'note-progressed' ? one.step.stepId : 'item' in one ? one.item.itemId : ''));
    expect(ids(again)).toEqual(ids(routeNote(note, defaultPolicy, at).publications));
  });
  it('what it publishes fits its contracts', () => {
    for (const one of routeNote(note, defaultPolicy, at).publications) {
      if (one.kind === 'note-progressed') expect(noteProgressed.validate(one.step)).toEqual({ ok: true });
      if (one.kind === 'item-shared') expect(itemShared.validate({ ...one.item, sealed: deskItem.sample.sealed })).toEqual({ ok: true });
      if (one.kind === 'desk-item')
        expect(deskItem.validate({ ...one.item, desk: one.desk, sealed: deskItem.sample.sealed })).toEqual({ ok: true });
    }
  });
  it.each([
    [{ handling: 'H3' }, {}, 'no-audience'],
    [{ handling: 'H1' }, {}, 'no-audience'],
    [{ purpose: 'service' }, {}, 'no-audience'],
    [{ wijkId: '' }, {}, 'no-place'],
    [{ legalBasis: '' }, {}, 'no-purpose'],
    [{ evaluation: { source: 'Z', information: 9 } }, {}, 'no-evaluation'],
    [{}, { person: { category: 'suspect', description: 'GEHEIM' } }, 'classified'],
  ])('%j %j is not useful: %s', (wrong, texts, reason) => {
    const { state, publications } = routeNote(
      { ...note, facts: { ...note.facts, ...wrong } as never, texts: { ...note.texts, ...texts } },
      defaultPolicy,
      at,
    );
    expect(state).toMatchObject({ status: 'not-useful', reason });
    expect(publications).toMatchObject([{ kind: 'note-progressed', step: { step: 'not-useful', reason } }]);
  });
});

describe('briefings', () => {
  it('make one step for each crew, in whatever order and however often they come (property)', () => {
    const itemId = itemIdOf(noteId, 'crews-by-area');
    const events = fc.array(fc.subarray(['noord', 'zuid', 'oost', 'west']), { maxLength: 6 });
    fc.assert(
      fc.property(events, (all) => {
        let state = routed();
        const told: string[] = [];
        for (const teams of all) {
          const decided = recordBriefing(state, { itemId, teams, at });
          state = decided.state;
          for (const one of decided.publications) if (one.kind === 'note-progressed') told.push(one.step.stepId);
        }
        expect([...told].sort()).toEqual([...new Set(all.flat())].map((team) => `${itemId}:briefed:${team}`).sort());
      }),
      { numRuns: 1000 },
    );
  });
});

describe('ratings', () => {
  const rating = { itemId: itemIdOf(noteId, 'local-investigation'), personId: 'rika', audience: 'local-investigation', at };
  it('one person has one verdict and may change it; the same again is silent', () => {
    const first = rate(routed(), { ...rating, verdict: 'useful' });
    const same = rate(first.state, { ...rating, verdict: 'useful' });
    const other = rate(same.state, { ...rating, verdict: 'wrong' });
    expect([first, same, other].map(({ publications }) => publications.length)).toEqual([1, 0, 1]);
    expect(verdictOf(other.state.ratings, rating.itemId, 'rika')).toBe('wrong');
    expect(verdictOf(other.state.ratings, rating.itemId, 'rob')).toBeUndefined();
    expect(JSON.stringify([first.publications, other.publications])).not.toContain('rika');
  });

  it('have an end to the changes of one mind, and none to the number of people', () => {
    let state = routed();
    for (let n = 0; n < 12; n++) {
      expect(ratedOften(state.ratings, rating)).toBe(false);
      state = rate(state, { ...rating, verdict: n % 2 === 0 ? 'useful' : 'wrong' }).state;
    }
    expect(ratedOften(state.ratings, rating)).toBe(true);
    expect(ratedOften(state.ratings, { ...rating, personId: 'rob' })).toBe(false);
  });
});

describe('settling an entry', () => {
  const filed = fileItem({
    itemId: facts.itemId,
    zone: 'amow',
    desk: 'local-investigation',
    item: facts as never,
    texts: {},
    matches: [],
    subscribers: [],
    filedAt: at,
  }).state;
  const twice = (first: ReturnType<typeof accept>, then: (entry: InboxEntry) => ReturnType<typeof accept>) =>
    first.ok ? then(first.value.state) : first;
  it('happens once; the same wish of the same person again changes nothing', () => {
    expect(twice(accept(filed, 'rika', at), (entry) => accept(entry, 'rika', at))).toMatchObject({ ok: true, value: { publications: [] } });
    for (const then of [(e: InboxEntry) => accept(e, 'rob', at), (e: InboxEntry) => giveBack(e, { by: 'rika', reason: 'tooOld' }, at)]) {
      expect(twice(accept(filed, 'rika', at), then)).toMatchObject({ ok: false, error: { code: 'information-sharing.already-settled' } });
    }
  });
  it('a return tells the reason and never the remark', () => {
    const returned = giveBack(filed, { by: 'rika', reason: 'needsMore', remark: 'ask the neighbour' }, at);
    if (!returned.ok) throw returned.error;
    expect(returned.value.publications).toMatchObject([
      { step: { step: 'returned', reason: 'needsMore', audience: 'local-investigation' } },
    ]);
    expect(JSON.stringify(returned.value.publications)).not.toContain('neighbour');
    expect(returned.value.state).toMatchObject({ remark: 'ask the neighbour' });
  });
  it('an item for more than five hundred people is announced in parts', () => {
    const subscribers = Array.from({ length: 1_001 }, (_, n) => `p${n}`);
    const { publications } = fileItem({ ...filed, subscribers });
    expect(publications.map((one) => (one.kind === 'inbox-entry' ? one.subscribers.length : 0))).toEqual([500, 500, 1]);
  });
});

describe('in whose inbox an item goes', () => {
  it('a word that is withheld from somebody is not found out by following it', () => {
    const item = { ...note.facts, itemId: itemIdOf(noteId, 'local-investigation'), level: 'full', personal: true } as never;
    const shown = { zone: 'amow', desk: 'local-investigation', item, texts: { headline: 'Dealing', fact: 'Packets' } } as const;
    const follows = (text: string): Follower => {
      const subscription = { personId: 'i', zone: 'amow', status: 'active', roles: ['investigator'], name: text, criteria: { text } };
      const assignment = { personId: 'i', zone: 'amow', role: 'investigator', from: at, themes: [note.facts.theme], version: 1 };
      return { personId: 'i', zone: 'amow', subscriptions: [subscription as never], assignments: [assignment as never] };
    };
    const withheld = {
      ...defaultPolicy,
      reads: defaultPolicy.reads.map((rule) => ({ ...rule, fields: rule.fields.filter((field) => field !== 'fact') })),
    };
    const matched = (text: string, policy: typeof defaultPolicy): string[] =>
      followersOf(shown, [follows(text)], policy, at).matches.map(({ name }) => name);
    expect(matched('packets', defaultPolicy)).toEqual(['packets']);
    expect(matched('packets', withheld)).toEqual([]);
    expect(matched('dealing', withheld)).toEqual(['dealing']);
  });
});

describe('what somebody follows', () => {
  const item = { ...facts, theme: 'drugs', wijkId: 'W1', point: [4.2, 50.9] } as never;
  const texts = { headline: 'Nachtlawaai', fact: 'Aan café Zénith', person: { category: 'suspect', name: 'Jan' } };
  it.each<[Criteria, boolean]>([
    [{ themes: ['drugs'] }, true],
    [{ themes: ['noise'] }, false],
    [{ wijkIds: ['W1'] }, true],
    [{ wijkIds: ['W2'], themes: ['drugs'] }, false],
    [{ text: 'CAFE zenith' }, true],
    [{ text: ' Café ' }, true],
    [{ text: 'jan' }, false],
    [{ near: { point: [4.2, 50.9], radiusMetres: 10 } }, true],
    [{ near: { point: [4.21, 50.9], radiusMetres: 690 } }, false],
    [{ near: { point: [4.21, 50.9], radiusMetres: 710 } }, true],
  ])('%j → %s', (criteria, expected) => expect(matches(criteria, item, texts)).toBe(expected));
  it('folds case and accents', () => expect(folded('ÉÇÀ Île')).toBe('eca ile'));
  it.each<[Criteria, string[], string | undefined]>([
    [{}, ['drugs'], 'information-sharing.subscription-empty'],
    [{ themes: [], text: ' ' }, ['drugs'], 'information-sharing.subscription-empty'],
    [{ themes: ['drugs', 'noise'] }, ['drugs'], 'information-sharing.theme-not-assigned'],
    [{ wijkIds: ['W1'] }, [], 'information-sharing.theme-not-assigned'],
    [{ wijkIds: ['W1'] }, ['drugs'], undefined],
    [{ themes: ['drugs'] }, ['drugs', 'noise'], undefined],
  ])('%j by somebody on %j → %s', (criteria, themes, code) => {
    const checked = checkCriteria(criteria, themes);
    expect(checked.ok ? undefined : checked.error.code).toBe(code);
  });
});

describe('an assignment', () => {
  const wish = { personId: 'kim', role: 'crew' as const, team: 'noord', from: at };
  it('has a period', () => {
    expect(assigned('amow', noteId, { ...wish, until: at })).toMatchObject({
      ok: false,
      error: { code: 'information-sharing.period-empty' },
    });
    expect(assigned('amow', noteId, { ...wish, until: '2026-01-12T09:30:00.001Z' })).toMatchObject({ ok: true });
  });
  it('ends once; its version grows with every change', () => {
    const made = assigned('amow', noteId, wish);
    if (!made.ok) throw made.error;
    const over = ended(made.value.state, at);
    expect(over).toMatchObject({ state: { version: 2, endedAt: at }, publications: [{ assignment: { version: 2 } }] });
    expect(ended(over.state, '2026-03-01T00:00:00.000Z')).toEqual({ state: over.state, publications: [] });
    expect(JSON.stringify(over.publications)).not.toContain('amow');
  });
});
