import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, defaultPolicy, isCurrent, type ReadableItem, type Reader } from './index';

const now = '2026-01-12T09:30:00.000Z';
const all = ['headline', 'placeDescription', 'safetyLine', 'fact', 'assessment', 'handlingText', 'person.category', 'person.name'];

describe('who may read', () => {
  const item: ReadableItem = {
    zone: 'amow',
    audience: 'local-investigation',
    wijkId: 'W1',
    theme: 'drugs',
    handling: 'H0',
    level: 'full',
    fields: ['headline', 'fact', 'person.name'],
  };
  const briefing: ReadableItem = { ...item, audience: 'crew-noord', level: 'briefing', fields: ['headline'] };
  const person = (roles: string[], ...assignments: Reader['assignments'][number][]): Reader => ({ roles, zone: 'amow', assignments });
  const investigator = person(['investigator'], { role: 'investigator', themes: ['drugs'] });
  const crew = person(['crew'], { role: 'crew', team: 'noord', wijkIds: ['W1'] });
  const rule = (reader: Reader, what: ReadableItem, purpose?: string, at = now) =>
    decide(defaultPolicy, reader, what, { purpose, now: at }).rule;

  it.each<[string, Reader, ReadableItem, string]>([
    ['an investigator of the theme', investigator, item, 'investigator-reads-own-themes'],
    ['of another theme', person(['investigator'], { role: 'investigator', themes: ['theft'] }), item, 'not-assigned'],
    ['assigned without themes', person(['investigator'], { role: 'investigator' }), item, 'not-assigned'],
    [
      'assigned to another wijk',
      person(['investigator'], { role: 'investigator', themes: ['drugs'], wijkIds: ['W2'] }),
      item,
      'not-assigned',
    ],
    ['without assignment', person(['investigator']), item, 'not-assigned'],
    ['of another zone', { ...investigator, zone: 'gent' }, item, 'other-zone'],
    ['assigned as investigator, signed in as inspector', { ...investigator, roles: ['inspector'] }, item, 'no-rule'],
    ['whose assignment ended', person(['investigator'], { role: 'investigator', themes: ['drugs'], endedAt: now }), item, 'not-assigned'],
    ['whose assignment ran out', person(['investigator'], { role: 'investigator', themes: ['drugs'], until: now }), item, 'not-assigned'],
    [
      'whose assignment is to begin',
      person(['investigator'], { role: 'investigator', themes: ['drugs'], from: '2026-01-12T09:30:00.001Z' }),
      item,
      'not-assigned',
    ],
    ['with a broken date', person(['investigator'], { role: 'investigator', themes: ['drugs'], until: 'soon' }), item, 'not-assigned'],
    ['an investigator meeting H1', investigator, { ...item, handling: 'H1' }, 'no-rule'],
    ['an investigator meeting a crew briefing', investigator, briefing, 'no-rule'],
    [
      'administrative police meeting an investigation item',
      person(['investigator'], { role: 'investigator', team: 'administrative-police', themes: ['drugs'] }),
      item,
      'not-assigned',
    ],
    [
      'administrative police meeting its own',
      person(['investigator'], { role: 'investigator', team: 'administrative-police', themes: ['noise'] }),
      { ...item, audience: 'administrative-police', theme: 'noise' },
      'administrative-police-reads-own-themes',
    ],
    ['local investigation meeting theirs', investigator, { ...item, audience: 'administrative-police' }, 'not-assigned'],
    ['the crew of the team', crew, briefing, 'crew-reads-own-area'],
    ['the crew of the team in all its area', person(['crew'], { role: 'crew', team: 'noord' }), briefing, 'crew-reads-own-area'],
    ['another crew', person(['crew'], { role: 'crew', team: 'zuid', wijkIds: ['W1'] }), briefing, 'not-assigned'],
    ['the crew in another wijk', person(['crew'], { role: 'crew', team: 'noord', wijkIds: ['W2'] }), briefing, 'not-assigned'],
    [
      'a crew sent to a call there from another wijk',
      person(['crew'], { role: 'crew', team: 'noord', wijkIds: ['W2'] }),
      { ...briefing, onCall: true },
      'crew-reads-on-call',
    ],
    [
      'another crew, whoever was sent',
      person(['crew'], { role: 'crew', team: 'zuid', wijkIds: ['W2'] }),
      { ...briefing, onCall: true },
      'not-assigned',
    ],
    ['a crew without team', person(['crew'], { role: 'crew', wijkIds: ['W1'] }), briefing, 'not-assigned'],
    ['a crew meeting a full item', crew, { ...briefing, level: 'full' }, 'no-rule'],
    ['a dispatcher', person(['dispatcher']), briefing, 'dispatcher-reads-briefing'],
    ['a dispatcher meeting an investigation item', person(['dispatcher']), item, 'no-rule'],
    [
      'an environment officer',
      person(['environment-officer']),
      { ...item, audience: 'environment', theme: 'pollution' },
      'environment-officer-reads',
    ],
    ['an environment officer meeting another theme', person(['environment-officer']), { ...item, audience: 'environment' }, 'no-rule'],
    ...['inspector', 'team-chief', 'mediator', 'clerk', 'operator', 'auditor', 'administrator'].flatMap(
      (role): [string, Reader, ReadableItem, string][] => [
        [`a ${role}, whatever the assignment says`, person([role], { role, team: 'noord', themes: ['drugs'] }), item, 'no-rule'],
        [`a ${role} meeting a briefing`, person([role], { role, team: 'noord', themes: ['drugs'] }), briefing, 'no-rule'],
      ],
    ),
  ])('%s', (_who, reader, what, expected) => expect(rule(reader, what)).toBe(expected));

  it('hides a field no rule names, and denies when nothing is left', () => {
    const odd = { ...item, fields: ['headline', 'inventedField'] };
    expect(decide(defaultPolicy, investigator, odd, { now })).toMatchObject({ effect: 'redact', fields: ['headline'] });
    expect(rule(investigator, { ...item, fields: ['inventedField'] })).toBe('nothing-left');
    expect(decide(defaultPolicy, crew, { ...briefing, fields: ['headline', 'person.name', 'fact'] }, { now })).toMatchObject({
      fields: ['headline'],
    });
  });
  it('refuses a purpose the desk does not work for', () => {
    expect(rule(investigator, item, 'judicial')).toBe('investigator-reads-own-themes');
    expect(rule(investigator, item, 'service')).toBe('other-purpose');
  });
  it('narrowing an assignment or removing roles never shows more (property)', () => {
    const words = (...of: string[]) => fc.subarray(of);
    const assignment = fc.record(
      {
        role: fc.constantFrom('crew', 'investigator'),
        team: fc.constantFrom('noord', 'zuid', 'administrative-police'),
        wijkIds: words('W1', 'W2'),
        themes: words('drugs', 'noise'),
      },
      { requiredKeys: ['role'] },
    );
    const readers = fc.record({
      roles: words('crew', 'investigator', 'dispatcher', 'operator'),
      zone: fc.constantFrom('amow', 'gent'),
      assignments: fc.array(assignment, { maxLength: 3 }),
    });
    const items = fc.record({
      zone: fc.constant('amow'),
      audience: fc.constantFrom('crew-noord', 'local-investigation', 'administrative-police', 'environment'),
      wijkId: fc.constantFrom('W1', 'W2'),
      theme: fc.constantFrom('drugs', 'noise', 'pollution'),
      handling: fc.constantFrom('H0', 'H1'),
      level: fc.constantFrom('briefing' as const, 'safety' as const, 'full' as const),
      fields: words(...all),
    });
    const shown = (reader: Reader, what: ReadableItem): string[] => {
      const decision = decide(defaultPolicy, reader, what, { now });
      return decision.effect === 'deny' ? [] : decision.fields;
    };
    fc.assert(
      fc.property(readers, items, fc.nat(2), (reader, what, drop) => {
        const before = shown(reader, what);
        expect(before.every((name) => what.fields.includes(name))).toBe(true);
        if (what.audience.startsWith('crew-')) expect(before.some((name) => name.startsWith('person'))).toBe(false);
        const fewer = [
          { ...reader, roles: reader.roles.slice(1) },
          { ...reader, assignments: reader.assignments.filter((_, i) => i !== drop) },
          { ...reader, zone: 'gent' },
        ];
        for (const less of fewer) if (before.length === 0 || less.zone === 'gent') expect(shown(less, what)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
  it('compares moments of any form, and takes none for a date that is none', () => {
    const holds = (assignment: object, at = now): boolean => isCurrent({ role: 'crew', ...assignment }, at);
    expect(holds({ from: '2026-01-12T10:30:00+01:00' })).toBe(true);
    expect(holds({ from: '2026-01-12T09:30:00Z', until: '2026-01-12T09:30:01Z' })).toBe(true);
    expect(holds({ until: '2026-01-12T09:30:00Z' })).toBe(false);
    expect(holds({ from: 'yesterday' })).toBe(false);
    expect(holds({ endedAt: '' })).toBe(false);
    expect(holds({ from: '2026-01-01T00:00:00.000Z' }, 'now')).toBe(false);
  });
});
