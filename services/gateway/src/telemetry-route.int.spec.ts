import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMongo, startNats } from '@spil/testing';
import { World } from './test-kit/world';

const figures = { data: { result: [{ metric: { zone: 'demo' } }, { metric: { zone: 'buur' } }], alerts: [{ labels: { zone: 'buur' } }] } };

/** A Jaeger in which somebody else's instrumentation left a person. */
const trace = {
  traceID: '4bf92f3577b34da6a3ce929d0e0e4736',
  spans: [
    {
      tags: [
        { key: 'spil.zone', value: 'demo' },
        { key: 'enduser.name', value: 'Zonneveld' },
      ],
      logs: [{ fields: ['Zonneveld'] }],
    },
  ],
};
const asked: string[] = [];
let store: Server;
let world: World;
const operator = { as: 'operator-1', roles: ['operator'] };
const path = (rest: string): string => `/v1/operations/telemetry/${rest}`;

beforeAll(async () => {
  store = createServer((request, response) => {
    asked.push(request.url ?? '');
    const broken = request.url?.includes('nonsense') ?? false;
    response.writeHead(broken ? 400 : 200, { 'content-type': 'application/json' });
    const found = request.url?.startsWith('/api/traces') ? { data: [trace] } : figures;
    response.end(JSON.stringify(broken ? { data: ['Zonneveld is not understood'] } : found));
  });
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }), {
    TRACES_QUERY_URL: base,
    METRICS_QUERY_URL: base,
  });
}, 60_000);
afterAll(async () => {
  await world?.stop();
  store?.close();
});

describe('traces and figures through the gateway', () => {
  it('are for operators only', async () => {
    for (const role of ['inspector', 'crew', 'auditor', 'administrator'])
      expect((await world.fetch(path('api/services'), { as: 'x-1', roles: [role] })).status).toBe(403);
    expect((await world.fetch(path('api/services'))).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it('come with their question unchanged and without anybody’s name', async () => {
    const answer = await world.fetch(path('api/traces?service=wijk&limit=5'), operator);
    expect([answer.status, asked.at(-1)]).toEqual([200, '/api/traces?service=wijk&limit=5']);
    const text = await answer.text();
    expect(text).toContain('spil.zone');
    expect(text).not.toContain('Zonneveld');
  });

  it('are not found by what is withheld of them', async () => {
    const before = asked.length;
    const tags = encodeURIComponent('{"enduser.name":"Zonneveld"}');
    expect((await world.fetch(path(`api/traces?service=wijk&tags=${tags}`), operator)).status).toBe(400);
    expect(asked.length).toBe(before);
  });

  it('sum over no other zone, and show nothing of one', async () => {
    const said = (query: string): string | null => new URL(query, 'http://store').searchParams.get('query');
    const query = encodeURIComponent('sum(rate(spil_promise_street_to_screen_seconds_count[5m])) + sum(spil_relay_backlog)');
    const answer = await world.fetch(path(`api/v1/query_range?query=${query}&start=1&end=2&step=15`), operator);
    expect(said(asked.at(-1) as string)).toBe(
      'sum(rate(spil_promise_street_to_screen_seconds_count{zone="demo"}[5m])) + sum(spil_relay_backlog)',
    );
    expect(asked.at(-1)).toContain('&start=1&end=2&step=15');
    expect(await answer.json()).toEqual({ data: { result: [{ metric: { zone: 'demo' } }], alerts: [] } });
    const before = asked.length;
    expect((await world.fetch(path('api/v1/query?query=spil_notes_recorded_total%7B'), operator)).status).toBe(400);
    expect(asked.length).toBe(before);
  });

  it('say what was wrong by code, never in the store’s own words', async () => {
    const answer = await world.fetch(path('api/v1/query?query=nonsense'), operator);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('Zonneveld');
  });

  it('have no other addresses and take no writes', async () => {
    const before = asked.length;
    expect((await world.fetch(path('api/v1/status/config'), operator)).status).toBe(404);
    expect((await world.fetch(path('v1/traces'), { ...operator, method: 'POST' })).status).toBe(405);
    expect(asked.length).toBe(before);
  });

  it('are unavailable, and say so, when their store is away', async () => {
    await new Promise<void>((resolve) => {
      store.close(() => resolve());
      store.closeAllConnections();
    });
    expect((await world.fetch(path('api/services'), operator)).status).toBe(503);
  });
});
