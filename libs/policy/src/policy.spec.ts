import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultPolicy, fieldsOf, loadPolicy, pick, policyAsDutchTable, policyAt, PolicyError, route, whyNotUseful } from './index';

const now = '2026-01-12T09:30:00.000Z';
const all = ['headline', 'placeDescription', 'safetyLine', 'fact', 'assessment', 'handlingText', 'person.category', 'person.name'];
const copy = (): Record<string, never> => structuredClone(defaultPolicy) as never;

describe('where a note goes', () => {
  const goes = (over: object) => {
    const note = { theme: 'drugs', handling: 'H0', purpose: 'administrative', fields: all, ...over };
    return Object.fromEntries(route(defaultPolicy, note, now).map((t) => [t.audience.kind === 'desk' ? t.audience.desk : 'crews', t]));
  };
  it.each([
    // handling, theme, purpose, fields → audiences
    ['H0', 'drugs', 'administrative', all, ['crews', 'local-investigation']],
    ['H0', 'drugs', 'judicial', all, ['crews', 'local-investigation']],
    ['H0', 'drugs', 'service', all, []],
    ['H0', 'noise', 'administrative', all, ['administrative-police', 'crews', 'local-investigation']],
    ['H0', 'noise', 'judicial', all, ['crews', 'local-investigation']],
    ['H0', 'pollution', 'administrative', all, ['crews', 'environment', 'local-investigation']],
    ['H0', 'illegalDumping', 'judicial', all, ['crews', 'local-investigation']],
    ['H1', 'drugs', 'administrative', all, ['crews']],
    ['H1', 'drugs', 'administrative', ['headline', 'fact'], []],
    ['H2', 'pollution', 'administrative', all, ['crews']],
    ['H2', 'noise', 'judicial', ['headline', 'fact'], []],
    ['H3', 'drugs', 'administrative', all, []],
    ['H9', 'drugs', 'administrative', all, []],
    ['H0', 'drugs', 'administrative', ['secretField'], []],
  ])('%s %s %s', (...row) => {
    const [handling, theme, purpose, fields, expected] = row;
    expect(Object.keys(goes({ handling, theme, purpose, fields })).sort()).toEqual(expected);
  });
  it('a crew gets the briefing line, and knows that fact and assessment are withheld but nothing of a person', () => {
    expect(goes({})['crews']).toEqual({
      audience: { kind: 'crews-by-area' },
      level: 'briefing',
      fields: ['headline', 'placeDescription', 'safetyLine'],
      withheld: ['fact', 'assessment'],
      personal: false,
      rule: 'crew-briefing-h0',
    });
  });
  it('of H1 and H2 a crew gets the cleared safety line and no hint of more', () => {
    expect(goes({ handling: 'H2' })['crews']).toMatchObject({
      level: 'safety',
      fields: ['safetyLine'],
      withheld: [],
      rule: 'crew-safety-h1-h2',
    });
  });
  it('local investigation gets the person part, the other desks do not', () => {
    expect(goes({})['local-investigation']).toMatchObject({ personal: true, withheld: [] });
    expect(goes({ theme: 'noise' })['administrative-police']).toMatchObject({ personal: false, withheld: ['person'] });
    expect(goes({ theme: 'pollution' })['environment']).toMatchObject({ personal: false, withheld: ['assessment'] });
  });
  it('nothing passes before the policy is in force', () => {
    const later = loadPolicy({ ...copy(), validFrom: '2030-01-01T00:00:00.000Z' });
    expect(route(later, { theme: 'drugs', handling: 'H0', purpose: 'administrative', fields: all }, now)).toEqual([]);
    expect(policyAt([defaultPolicy, later], now)).toBe(defaultPolicy);
    expect(policyAt([defaultPolicy, later], '2031-01-01T00:00:00.000Z')).toBe(later);
    expect(policyAt([later], now)).toBeUndefined();
  });
});

describe('fields', () => {
  const texts = fc.record(
    {
      headline: fc.string(),
      fact: fc.string(),
      other: fc.string(),
      person: fc.record({ category: fc.string(), name: fc.string() }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  );
  it('what is picked has only allowed keys, and allowed keys keep their value (property, T19)', () => {
    fc.assert(
      fc.property(texts, fc.subarray(['headline', 'fact', 'person.category', 'person.name', 'person', '__proto__']), (from, allowed) => {
        const picked = pick(from, allowed);
        expect(fieldsOf(picked).every((name) => allowed.includes(name))).toBe(true);
        expect(fieldsOf(picked).sort()).toEqual(
          fieldsOf(from)
            .filter((name) => allowed.includes(name))
            .sort(),
        );
        if (allowed.includes('headline')) expect(picked.headline).toBe(from.headline);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the usefulness test', () => {
  const note = {
    wijkId: 'W1',
    point: [4, 51],
    purpose: 'judicial',
    legalBasis: 'wpa-44-1',
    evaluation: { source: 'B', information: 2 },
    texts: ['a fact'],
  };
  it.each([
    [{}, undefined],
    [{ wijkId: undefined }, 'no-place'],
    [{ point: [] }, 'no-place'],
    [{ purpose: undefined }, 'no-purpose'],
    [{ purpose: 'curiosity' }, 'no-purpose'],
    [{ legalBasis: '' }, 'no-purpose'],
    [{ evaluation: undefined }, 'no-evaluation'],
    [{ evaluation: { source: 'D', information: 2 } }, 'no-evaluation'],
    [{ evaluation: { source: 'A', information: 5 } }, 'no-evaluation'],
    [{ texts: ['fine', '[ZEER GEHEIM] plan'] }, 'classified'],
    [{ texts: ['een geheime gang, GEHEIMZINNIG'] }, undefined],
  ])('%j → %s', (over, expected) => expect(whyNotUseful(defaultPolicy, { ...note, ...over })).toBe(expected));
});

describe('the policy file', () => {
  const broken = (change: (file: never) => void): string => {
    const file = copy();
    change(file as never);
    try {
      loadPolicy(file);
    } catch (error) {
      if (error instanceof PolicyError) return error.message;
    }
    return 'accepted';
  };
  it.each<
    [string, (file: Record<string, unknown> & { routes: Record<string, unknown>[]; reads: Record<string, unknown>[] }) => void, RegExp]
  >([
    ['an unknown key', (f) => (f['color'] = 'red'), /unknown key "color"/],
    ['an unknown key in a rule', (f) => (f.routes[0]!['unless'] = true), /routes\.0 has the unknown key "unless"/],
    ['an unknown field', (f) => (f.reads[2]!['fields'] = ['headline', 'iban']), /unknown field "iban"/],
    ['a rule id twice', (f) => (f.reads[0]!['id'] = 'environment-h0'), /environment-h0 is used twice/],
    ['a person for crews', (f) => (f.routes[0]!['fields'] = ['person.name']), /crew-briefing-h0 would show a person/],
    ['a person for crews when reading', (f) => (f.reads[0]!['fields'] = ['person.name']), /crew-reads-own-area would show a person/],
    [
      'a flow without basis',
      (f) => (f.routes[2]!['when'] = { handling: ['H0'], purposes: [{ purpose: 'service' }] }),
      /service flow to judicial without a basis/,
    ],
    ['another format', (f) => (f['format'] = 'spil-policy/2'), /format/],
    ['no date', (f) => delete f['validFrom'], /validFrom/],
  ])('with %s is refused by name', (_what, change, expected) => expect(broken(change as never)).toMatch(expected));
  it('cannot be changed after loading', () => expect(() => (defaultPolicy.routes as unknown[]).push({})).toThrow());
  it('prints as Dutch tables with every rule and field', () => {
    const table = policyAsDutchTable(defaultPolicy);
    for (const { id } of [...defaultPolicy.routes, ...defaultPolicy.reads]) expect(table).toContain(`| ${id} |`);
    for (const { nl } of Object.values(defaultPolicy.fields)) expect(table).toContain(nl);
    expect(table).toContain('veiligheidszin');
    const widths = new Set(
      table
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((line) => line.split(' | ').length),
    );
    expect([...widths].sort()).toEqual([10, 8]);
  });
});
