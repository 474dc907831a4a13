import { describe, expect, it } from '@jest/globals';
import { desks, handlingCodes, purposes, roles, themes, type Role } from '@spil/contracts';
import { defaultPolicy, fieldsOf, pick, route } from '@spil/policy';
import { oracleRoute, oracleSees, whoGetsWhat, type OracleNote, type OraclePerson, type OracleSubscription } from '@spil/testing';
import fc from 'fast-check';
import { InMemory } from './in-memory.fixture';
import { FileInInboxWhenItemRouted } from './file-in-inbox-when-item-routed/file-in-inbox-when-item-routed';
import { ListInbox } from './list-inbox/list-inbox';
import { RouteNoteWhenRecorded } from './route-note-when-recorded/route-note-when-recorded';
import { SightOf } from './sight-of';
import type { RecordedNote } from '../domain/note-routing';
import { Sight } from '../domain/sight';

const now = '2026-01-12T09:30:00.000Z';
const early = '2026-01-01T00:00:00.000Z';
const moments = [early, now, '2026-01-12T09:30:00.001Z', '2026-02-01T00:00:00.000Z'];
const word = fc.constantFrom('Dealing', 'café', 'CAFE at night', 'Zénith');
const note = fc.record({
  noteId: fc.uuid({ version: 7 }),
  zone: fc.constantFrom('amow', 'buur'),
  wijkId: fc.constantFrom('W1', 'W2'),
  point: fc.constantFrom<[number, number]>([4.2, 50.9], [4.21, 50.9], [4.3, 50.8]),
  theme: fc.constantFrom('drugs', 'noise', 'noise', 'pollution', 'illegalDumping'),
  handling: fc.constantFrom(...handlingCodes, 'H0', 'H0', 'H0'),
  purpose: fc.constantFrom(...purposes, 'administrative', 'administrative'),
  texts: fc.record(
    {
      headline: word,
      fact: word,
      assessment: word,
      safetyLine: word,
      placeDescription: word,
      handlingText: word,
      person: fc.record({ category: word, name: word }, { requiredKeys: [] }),
    },
    { requiredKeys: ['headline', 'fact'] },
  ),
}) as fc.Arbitrary<OracleNote>;
const assignment = fc.record(
  {
    role: fc.constantFrom<Role>('crew', 'crew', 'investigator', 'investigator', 'investigator', 'environment-officer', 'inspector'),
    team: fc.constantFrom('noord', 'zuid', 'administrative-police'),
    wijkIds: fc.subarray(['W1', 'W2']),
    themes: fc.subarray(['drugs', 'noise', 'pollution']),
    from: fc.constantFrom(...moments, early, early),
    until: fc.constantFrom(...moments, undefined, undefined, undefined, undefined),
    endedAt: fc.constantFrom(...moments, undefined, undefined, undefined, undefined),
  },
  { requiredKeys: ['role', 'from'] },
);
const person = fc.record({
  personId: fc.constantFrom('a', 'b', 'c'),
  zone: fc.constantFrom('amow', 'buur'),
  roles: fc.oneof(fc.subarray([...roles]), fc.constantFrom<Role[]>(['investigator'], ['crew'], ['environment-officer'])),
  assignments: fc.array(assignment, { maxLength: 3 }),
}) as fc.Arbitrary<OraclePerson>;

describe('the policy and the oracle, written apart', () => {
  it('send every note to the same audiences with the same fields', () => {
    fc.assert(
      fc.property(note, (one) => {
        const { theme, handling, purpose, texts } = one;
        const targets = route(defaultPolicy, { theme, handling, purpose, fields: fieldsOf(texts) }, now);
        const mine = targets.map(({ audience, fields }) => ({
          audience: audience.kind === 'desk' ? audience.desk : 'crews',
          fields: [...fields].sort(),
        }));
        const theirs = oracleRoute(one).map(({ audience, fields }) => ({ audience, fields: [...fields].sort() }));
        const by = (a: { audience: string }, b: { audience: string }): number => a.audience.localeCompare(b.audience);
        expect(mine.sort(by)).toEqual(theirs.sort(by));
      }),
      { numRuns: 3000 },
    );
  });

  it('show every reader the same of every item, wherever it lies', () => {
    const audience = fc.constantFrom('crew-noord', 'crew-zuid', ...desks);
    fc.assert(
      fc.property(person, note, audience, (reader, one, at) => {
        const { theme, handling, purpose, texts, zone, wijkId } = one;
        const targets = route(defaultPolicy, { theme, handling, purpose, fields: fieldsOf(texts) }, now);
        const target = targets.find((each) => (each.audience.kind === 'desk' ? each.audience.desk === at : at.startsWith('crew-')));
        const seen = oracleSees(reader, one, at, now);
        if (!target) return expect(seen).toEqual([]);
        const item = { wijkId, theme, handling, level: target.level } as Parameters<Sight['decide']>[0]['item'];
        const fields = fieldsOf(pick(texts, target.fields));
        const decision = new Sight(reader, now, defaultPolicy).decide({ zone, audience: at, item, fields });
        expect(decision.effect === 'deny' ? [] : [...decision.fields].sort()).toEqual([...seen].sort());
      }),
      { numRuns: 5000 },
    );
  });

  it('fill the same inboxes through the use cases, whatever is repeated', async () => {
    const criteria = fc
      .record(
        {
          themes: fc.subarray(['drugs', 'noise'], { minLength: 1 }),
          wijkIds: fc.subarray(['W1', 'W2'], { minLength: 1 }),
          near: fc.record({ point: fc.constant<[number, number]>([4.2, 50.9]), radiusMetres: fc.constantFrom(100, 900, 50_000) }),
          text: fc.constantFrom('cafe', 'ZENITH', 'nothing'),
        },
        { requiredKeys: [] },
      )
      .filter((one) => Object.keys(one).length > 0);
    const people = fc.uniqueArray(person, { selector: ({ personId }) => personId, maxLength: 3 });
    const subscriptions = fc.array(fc.record({ personId: fc.constantFrom('a', 'b', 'c'), criteria }), { maxLength: 4 });
    const notes = fc.uniqueArray(note, { selector: ({ noteId }) => noteId, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(notes, people, subscriptions, fc.integer({ min: 1, max: 2 }), async (all, readers, follows, times) => {
        const mine = await inboxes(all, readers, follows as OracleSubscription[], times);
        const known = readers.filter(({ roles: some }) => some.some((role) => ['investigator', 'environment-officer'].includes(role)));
        const oracle = whoGetsWhat({ notes: all, people: known, subscriptions: follows as OracleSubscription[], units: [], now });
        for (const { personId } of known) expect(mine[personId] ?? []).toEqual([...(oracle.inboxes[personId] ?? [])].sort());
      }),
      { numRuns: 1000 },
    );
  }, 60_000);
});

/** Runs notes through routing, filing and listing, each event `times` times. */
async function inboxes(notes: OracleNote[], people: OraclePerson[], follows: OracleSubscription[], times: number) {
  const world = new InMemory();
  world.at = now;
  for (const { personId, zone, roles: held, assignments } of people) {
    assignments.forEach((one, n) => {
      const assignmentId = `${personId}${n}`;
      world.assigned.set(assignmentId, { ...one, assignmentId, personId, zone, version: 1 } as never);
    });
    follows.forEach(({ criteria, personId: follower }, n) => {
      if (follower !== personId) return;
      const subscriptionId = `${personId}${n}`;
      world.subscribed.set(subscriptionId, {
        subscriptionId,
        zone,
        personId,
        roles: held,
        name: 'x',
        criteria,
        createdAt: now,
        status: 'active',
      } as never);
    });
  }
  const policies = [defaultPolicy] as const;
  const routeNote = new RouteNoteWhenRecorded(world, policies, world.clock);
  const file = new FileInInboxWhenItemRouted(world.inbox, world.followers, policies, world.clock);
  for (let time = 0; time < times; time++) {
    for (const one of notes) await routeNote.run(one.noteId, recorded(one));
    for (const told of [...world.published]) {
      if (told.kind !== 'desk-item') continue;
      const zone = notes.find(({ noteId }) => noteId === told.item.noteId)?.zone ?? '';
      await file.run(told.item.itemId, { zone, desk: told.desk, item: told.item, texts: told.texts });
    }
  }
  const list = new ListInbox(world.inbox, new SightOf(world.assignments, policies, world.clock), world);
  const found: Record<string, string[]> = {};
  for (const { personId, zone, roles: held, assignments } of people) {
    const claims = assignments.map((one, n) => ({ ...one, assignmentId: `${personId}${n}` }));
    const caller = { sub: personId, zone, roles: held, assignments: claims, assignmentVersion: 1, exp: 0 } as never;
    const answer = await list.run(caller, { limit: 100 });
    if (answer.ok) found[personId] = answer.value.entries.map(({ desk, noteId }) => `${desk}/${noteId}`).sort();
  }
  return found;
}

const recorded = ({ texts, zone, ...facts }: OracleNote): RecordedNote =>
  ({
    zone,
    texts,
    facts: {
      ...facts,
      observedAt: now,
      recordedAt: now,
      evaluation: { source: 'B', information: 2 },
      legalBasis: 'wpa-44-1',
      authorId: 'x',
      personal: false,
    },
  }) as never;

describe('the default policy', () => {
  it('speaks the words of the contracts', () => {
    const known: readonly string[] = [...themes, ...purposes, ...handlingCodes, ...roles, ...desks];
    for (const { when, audience } of defaultPolicy.routes) {
      const said = [...when.handling, ...(when.themes ?? []), ...when.purposes.map(({ purpose }) => purpose)];
      for (const one of said) expect(known).toContain(one);
      if (audience.kind === 'desk') expect(known).toContain(audience.desk);
    }
    for (const rule of defaultPolicy.reads) {
      for (const one of [...rule.roles, ...rule.purposes, ...(rule.themes ?? []), ...(rule.handling ?? [])]) expect(known).toContain(one);
    }
  });
});
