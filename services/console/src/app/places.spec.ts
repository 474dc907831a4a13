import { describe, expect, it } from '@jest/globals';
import * as contracts from '@spil/contracts';
import { roles } from '../words/vocabulary';
import { homeOf, navigationOf, placesOf, type PlaceId } from './places';

/** What each place asks of the server at the least; a role that sees the place must be allowed to ask it. */
const asks: Record<PlaceId, keyof typeof contracts> = {
  today: 'listMyNotes',
  plan: 'proposePresence',
  street: 'recordNote',
  contact: 'recordDailyContact',
  live: 'listBriefings',
  dispatch: 'registerCall',
  inbox: 'listInbox',
  environmentInbox: 'listInbox',
  following: 'listSubscriptions',
  notes: 'listMyNotes',
  mediation: 'requestMediation',
  environment: 'reportNuisance',
  wijken: 'readNeighbourhood',
  assignments: 'listAssignments',
  // Traces and figures are asked by a route of the gateway's own; the contract beside it has the same role.
  operations: 'listDeadLetters',
  traces: 'listDeadLetters',
  flow: 'listDeadLetters',
  dead: 'listDeadLetters',
  alarms: 'listDeadLetters',
  contacts: 'recordCitizenContact',
  reachability: 'setReachability',
  reads: 'whoReadWijk',
};

describe('the places of a role', () => {
  it.each(roles)('%s sees only what the server allows, at most five in the navigation', (role) => {
    const places = placesOf([role]);
    expect(navigationOf([role]).length).toBeLessThanOrEqual(5);
    for (const { id } of places) {
      const contract = contracts[asks[id]] as { roles?: readonly string[] };
      if (role === 'mediator' && id === 'mediation') expect(contracts.listMediationRequests.roles).toContain(role);
      else expect(contract.roles).toContain(role);
    }
  });

  it('home is the first place of the first role', () => {
    expect(homeOf(['inspector'])).toBe('/vandaag');
    expect(homeOf(['dispatcher'])).toBe('/live');
    expect(homeOf(['operator'])).toBe('/operaties');
    expect(homeOf(['auditor'])).toBe('/inzage');
    expect(homeOf([])).toBeUndefined();
  });

  it('two roles share an address once', () => {
    expect(placesOf(['crew', 'dispatcher']).map(({ path }) => path)).toEqual(['/live', '/wijken']);
  });
});
