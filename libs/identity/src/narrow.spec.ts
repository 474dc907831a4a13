import { describe, expect, it } from '@jest/globals';
import { roles, themes, type Role, type Theme } from '@spil/contracts';
import { instant } from '@spil/domain-kit';
import fc from 'fast-check';
import type { HeldAssignment, Identity } from './caller';
import { teamsOf } from './caller';
import { lives, narrow, nextChange } from './narrow';

const t0 = Date.parse('2026-01-12T09:30:00.000Z');
const now = instant(t0);
const who: Identity = { sub: 'crew-1', roles: ['crew'], zone: 'demo', exp: t0 / 1000 + 600 };
const noord: HeldAssignment = {
  assignmentId: 'a1',
  personId: 'crew-1',
  role: 'crew',
  team: 'noord',
  wijkIds: ['W1', 'W2'],
  from: instant(t0 - 1000),
  version: 1,
};

describe('narrow', () => {
  it('gives the team of a living assignment', () => {
    expect(teamsOf(narrow(who, [noord], now))).toEqual(['noord']);
  });

  it('gives no team without a living assignment, whatever the token says', () => {
    const bounded = { ...who, bounds: [{ team: 'noord' }] };
    expect(narrow(bounded, [], now).assignments).toEqual([]);
    expect(narrow(bounded, [{ ...noord, endedAt: now }], now).assignments).toEqual([]);
  });

  it('ends at the moment itself', () => {
    expect(lives({ ...noord, until: now }, now)).toBe(false);
    expect(lives({ ...noord, until: instant(t0 + 1) }, now)).toBe(true);
    expect(lives({ ...noord, from: instant(t0 + 1) }, now)).toBe(false);
  });

  it('gives nothing of another person or of a role the token lacks', () => {
    expect(narrow(who, [{ ...noord, personId: 'crew-2' }], now).assignments).toEqual([]);
    expect(narrow(who, [{ ...noord, role: 'dispatcher' }], now).assignments).toEqual([]);
  });

  it('cuts an assignment to the bound of the token', () => {
    const bounded = { ...who, bounds: [{ role: 'crew' as const, wijkIds: ['W2', 'W3'] }] };
    expect(narrow(bounded, [noord], now).assignments).toMatchObject([{ wijkIds: ['W2'] }]);
    expect(narrow({ ...who, bounds: [{ team: 'zuid' }] }, [noord], now).assignments).toEqual([]);
    expect(narrow({ ...who, bounds: [] }, [noord], now).assignments).toEqual([]);
  });

  it('does not let an assignment without a team past a token bound to one', () => {
    const { team: _, ...none } = noord;
    const desk: HeldAssignment = { ...none, role: 'investigator', themes: ['noise'] };
    const bounded = { ...who, roles: ['investigator' as const], bounds: [{ team: 'administrative-police' }] };
    expect(narrow(bounded, [desk], now).assignments).toEqual([]);
  });

  it('has a version that grows when an assignment changes', () => {
    const before = narrow(who, [noord], now).assignmentVersion;
    expect(narrow(who, [{ ...noord, version: 2, endedAt: now }], now).assignmentVersion).toBeGreaterThan(before);
  });

  it('knows when the rights change next', () => {
    expect(nextChange([noord, { ...noord, until: instant(t0 + 5000) }, { ...noord, from: instant(t0 + 2000) }], now)).toBe(
      instant(t0 + 2000),
    );
    expect(nextChange([noord], now)).toBeUndefined();
  });

  it('never gives more than token and assignment both do', () => {
    const part = <T>(...all: T[]) => fc.option(fc.subarray(all, { minLength: 0 }), { nil: undefined });
    const role = fc.constantFrom<Role>(...roles.slice(0, 5));
    const team = fc.option(fc.constantFrom('noord', 'zuid'), { nil: undefined });
    const bound = fc.record({ role: fc.option(role, { nil: undefined }), team, wijkIds: part('W1', 'W2', 'W3'), themes: part(...themes) });
    const moment = fc.integer({ min: -5, max: 5 }).map((n) => instant(t0 + n * 1000));
    const assignment = fc.record({
      assignmentId: fc.constant('a'),
      personId: fc.constantFrom('crew-1', 'crew-2'),
      role,
      team,
      wijkIds: part('W1', 'W2', 'W3'),
      themes: part<Theme>('drugs', 'noise'),
      from: moment,
      until: fc.option(moment, { nil: undefined }),
      endedAt: fc.option(moment, { nil: undefined }),
      version: fc.nat(9),
    });
    const within = (got: readonly string[] | undefined, limit: readonly string[] | undefined) =>
      limit === undefined || (got !== undefined && got.every((one) => limit.includes(one)));
    fc.assert(
      fc.property(fc.subarray([...roles]), fc.option(fc.array(bound), { nil: undefined }), fc.array(assignment), (held, bounds, list) => {
        const caller = narrow({ ...who, roles: held, ...(bounds ? { bounds: bounds as never } : {}) }, list as HeldAssignment[], now);
        return caller.assignments.every(
          (got) =>
            held.includes(got.role) &&
            list.some(
              (a) => a.personId === 'crew-1' && lives(a as HeldAssignment, now) && within(got.wijkIds, a.wijkIds) && a.team === got.team,
            ) &&
            (!bounds ||
              bounds.some(
                (b) =>
                  within(got.wijkIds, b.wijkIds) &&
                  within(got.themes, b.themes) &&
                  (b.role ?? got.role) === got.role &&
                  (b.team ?? got.team) === got.team,
              )),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
