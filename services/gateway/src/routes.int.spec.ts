import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@spil/contracts';
import { startMongo, startNats } from '@spil/testing';
import { offered } from './edge/http/contract-routes';
import { World } from './test-kit/world';

let world: World;
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }));
}, 60_000);
afterAll(() => world.stop());

describe('every route', () => {
  const routes = [
    ...offered.filter(({ roles }) => roles.length > 0).map(({ http }) => http),
    { method: 'GET', path: '/v1/me' },
    { method: 'GET', path: '/v1/feed' },
  ];

  it('refuses every bad token before it looks at anything else', async () => {
    const bad = await world.tokens.bad();
    const wrong: string[] = [];
    for (const route of routes) {
      const path = (route?.path ?? '').replace(/:\w+/g, '01939f6e-0000-7000-8000-000000000001');
      for (const [name, token] of bad) {
        const response = await world.fetch(path, {
          method: route?.method ?? 'GET',
          headers: { ...json, authorization: `Bearer ${token}` },
        });
        const { code } = (await response.json()) as { code: string };
        if (response.status !== 401 || code !== 'unauthenticated') wrong.push(`${route?.path} ${name}: ${response.status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(bad.length).toBeGreaterThanOrEqual(20);
  }, 60_000);

  it('refuses every role that is not on its list, whatever is asked', async () => {
    const wrong: string[] = [];
    for (const contract of offered.filter(({ roles }) => roles.length > 0 && !roles.includes('auditor'))) {
      const path = (contract.http?.path ?? '').replace(/:\w+/g, 'x');
      const response = await world.fetch(path, {
        method: contract.http?.method ?? 'GET',
        as: `auditor-${contract.verb}`,
        roles: ['auditor'],
      });
      if (response.status !== 403) wrong.push(`${path}: ${response.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is every request of the table that has an address', () => {
    expect(offered.length).toBe(requests.filter(({ http }) => http).length);
    expect(offered.length).toBeGreaterThan(20);
  });
});
