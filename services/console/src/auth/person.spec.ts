import { describe, expect, it } from '@jest/globals';
import { payloadOf, personOf } from './person';

const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

describe('the person who signed in', () => {
  it('comes from both tokens; unknown roles are left out', () => {
    expect(personOf(token({ sub: 'crew-1', roles: ['crew', 'emperor'], zone: 'demo' }), { name: 'Ploeg Noord', sub: 'crew-1' })).toEqual({
      personId: 'crew-1',
      name: 'Ploeg Noord',
      roles: ['crew'],
      zone: 'demo',
    });
  });

  it('reads names outside ASCII', () => {
    expect(payloadOf(token({ name: 'Zoë Ünal' }))).toEqual({ name: 'Zoë Ünal' });
  });

  it('is nobody without a subject, and an opaque token tells nothing', () => {
    expect(personOf('opaque', {})).toBeUndefined();
    expect(personOf('opaque', { sub: 'x' })).toMatchObject({ personId: 'x', roles: [] });
  });
});
