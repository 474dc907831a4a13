import { describe, expect, it } from '@jest/globals';
import { handlingCodes, roles, themes, type Role, type Theme } from '@spil/contracts';
import type { Assignment, Caller } from '@spil/identity';
import { defaultPolicy } from '@spil/policy';
import fc from 'fast-check';
import { partsOf, visibleData, type FeedFrame } from './feed-frame';
import { audiencesOf, sightOf } from './feed-rights';

const now = '2026-01-12T10:00:00.000Z';
const from = '2026-01-01T00:00:00.000Z';
const assigned = (role: Role, more: Partial<Assignment> = {}): Assignment => ({ assignmentId: 'a', role, from, ...more });
const person = (assignments: Assignment[], more: Partial<Caller> = {}): Caller => ({
  sub: 'p1',
  roles: [...new Set(assignments.map(({ role }) => role))],
  zone: 'demo',
  assignments,
  assignmentVersion: 1,
  exp: 0,
  ...more,
});
const frame = (audience: string, more: Partial<FeedFrame> = {}): FeedFrame => ({
  zone: 'demo',
  audience,
  kind: 'briefing',
  eventId: 'e',
  at: '2026-01-12T09:00:00.000Z',
  facts: { itemId: 'i', wijkId: 'W01', theme: 'drugs', handling: 'H0', level: 'briefing', personal: false },
  texts: { headline: 'h', fact: 'secret' },
  record: { type: 'item', id: 'i' },
  ...more,
});
const see = (who: Caller, what: FeedFrame) => {
  const sight = sightOf(who, what, { policy: defaultPolicy, now });
  return sight.effect === 'deny' ? sight : { ...sight, data: sight.data() };
};

describe('audiencesOf', () => {
  it('follows from living assignments, never from a role alone', () => {
    expect(audiencesOf(person([], { roles: [...roles] }))).toEqual([]);
    expect(audiencesOf(person([assigned('crew', { team: 'noord' }), assigned('crew', { team: 'zuid' })]))).toEqual([
      'crew-noord',
      'crew-zuid',
    ]);
    expect(audiencesOf(person([assigned('crew')]))).toEqual([]);
    expect(audiencesOf(person([assigned('investigator', { themes: ['drugs'] })]))).toEqual(['local-investigation']);
    expect(audiencesOf(person([assigned('investigator', { team: 'administrative-police' })]))).toEqual(['administrative-police']);
    for (const role of ['mediator', 'operator', 'auditor', 'administrator', 'clerk'] as const)
      expect(audiencesOf(person([assigned(role, { team: 'noord' })]))).toEqual([]);
  });
});

describe('sightOf', () => {
  const crew = person([assigned('crew', { team: 'noord', wijkIds: ['W01'] })]);

  it('gives a crew the briefing line of its own wijken and never the fact', () => {
    expect(see(crew, frame('crew-noord'))).toMatchObject({ effect: 'redact', data: { headline: 'h' } });
    expect(JSON.stringify(see(crew, frame('crew-noord')))).not.toContain('secret');
  });

  it.each([
    ['another team', frame('crew-zuid')],
    ['another zone', frame('crew-noord', { zone: 'buur' })],
    ['another wijk', frame('crew-noord', { facts: { ...frame('x').facts, wijkId: 'W02' } })],
    ['a full item', frame('crew-noord', { facts: { ...frame('x').facts, level: 'full' } })],
    ['what was said before the assignment began', frame('crew-noord', { at: '2025-12-31T23:00:00.000Z' })],
    ['somebody else’s', frame('crew-noord', { readers: ['p2'] })],
  ])('refuses a crew %s', (_name, what) => expect(see(crew, what).effect).toBe('deny'));

  it('gives an investigator only what names him and is of his themes', () => {
    const who = person([assigned('investigator', { themes: ['drugs'] })]);
    const entry = (readers: string[], theme: Theme) =>
      frame('local-investigation', { kind: 'inbox-entry', readers, facts: { ...frame('x').facts, level: 'full', theme } });
    expect(see(who, entry(['p1'], 'drugs')).effect).toBe('allow');
    expect(see(who, entry(['p2'], 'drugs')).effect).toBe('deny');
    expect(see(who, entry(['p1'], 'traffic')).effect).toBe('deny');
  });

  it('never shows anything without an assignment for that audience, and never a reader’s name (oracle)', () => {
    const teams = fc.option(fc.constantFrom('noord', 'zuid', 'administrative-police'), { nil: undefined });
    const assignment = fc.record(
      {
        assignmentId: fc.constant('a'),
        role: fc.constantFrom(...roles),
        team: teams,
        themes: fc.option(fc.subarray([...themes]), { nil: undefined }),
        from: fc.constant(from),
      },
      { requiredKeys: ['assignmentId', 'role', 'from'] },
    ) as fc.Arbitrary<Assignment>;
    const audience = fc.constantFrom(
      'crew-noord',
      'crew-zuid',
      'dispatch',
      'local-investigation',
      'administrative-police',
      'environment',
      'wijk',
    );
    const data = fc.record({
      itemId: fc.constant('i'),
      wijkId: fc.constant('W01'),
      theme: fc.constantFrom(...themes),
      handling: fc.constantFrom(...handlingCodes),
      level: fc.constantFrom('briefing', 'safety', 'full'),
      personal: fc.boolean(),
      subscribers: fc.constant(['p1', 'SECRET-READER']),
    });
    fc.assert(
      fc.property(
        fc.array(assignment, { maxLength: 4 }),
        audience,
        fc.constantFrom('briefing', 'inbox-entry', 'call', 'unit'),
        data,
        (list, to, kind, raw) => {
          const what = frame(to, { kind, ...partsOf(raw) });
          const sight = see(person(list), what);
          if (sight.effect === 'deny') return true;
          const mayHear = list.some(({ role, team }) => {
            if (to.startsWith('crew-')) return role === 'crew' && to === `crew-${team}`;
            if (to === 'dispatch') return role === 'dispatcher';
            if (to === 'wijk') return role === 'inspector' || role === 'team-chief';
            if (to === 'environment') return role === 'environment-officer';
            return role === 'investigator' && (team === 'administrative-police') === (to === 'administrative-police');
          });
          return mayHear && !JSON.stringify(sight).includes('SECRET-READER');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('visibleData', () => {
  it('has only facts and the given texts', () => {
    const what = frame('crew-noord', partsOf({ itemId: 'i', authorId: 'x', sealed: {}, subscribers: ['y'] }));
    expect(Object.keys(visibleData(what, { headline: 'h' })).sort()).toEqual(['headline', 'itemId']);
  });
});
