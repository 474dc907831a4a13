import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listMyNotes, readNote, recordNote, findItems, unsubscribe } from '@spil/contracts';
import { CallerTokens } from '@spil/identity';
import { startMongo, startNats } from '@spil/testing';

import { until, World } from './test-kit/world';

let world: World;
const inspector = { as: 'inspector-1', roles: ['inspector'] };
const json = { 'content-type': 'application/json' };
const key = (n: number): Record<string, string> => ({ ...json, 'idempotency-key': `key-number-${n}` });
const post = (path: string, body: unknown, more: object = {}) =>
  world.fetch(path, { method: 'POST', headers: json, body: JSON.stringify(body), ...more });
const problemOf = async (response: Response): Promise<Record<string, unknown>> => {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return (await response.json()) as Record<string, unknown>;
};

beforeAll(async () => {
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }), {
    RATE_PERSON: '40',
    HEADERS_TIMEOUT_MS: '500',
  });
  await world.assign({ personId: 'inspector-1', role: 'inspector' });
}, 60_000);
afterAll(() => world.stop());

describe('a request', () => {
  it('reaches the owner with who asks, signed, the key hashed and the trace, and comes back as the contract says', async () => {
    let seen: { data: unknown; headers: Map<string, string> } | undefined;
    const stop = world.answer(recordNote, (data, headers) => {
      seen = { data, headers };
      return { value: recordNote.sample.answer };
    });
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const response = await post('/v1/notes', recordNote.sample.request, { ...inspector, headers: { ...key(1), traceparent } });
    stop();
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(recordNote.sample.answer);
    expect(response.headers.get('traceparent')).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { request, idempotency } = seen?.data as { request: unknown; idempotency: { key: string; bodyHash: string } };
    expect(request).toEqual(recordNote.sample.request);
    expect(idempotency.key).toMatch(/^[0-9a-f]{64}$/);
    expect(seen?.headers.get('traceparent')).toContain('4bf92f3577b34da6a3ce929d0e0e4736');
    const publicKey = world.settings.CALLER_PUBLIC_KEY;
    const caller = await new CallerTokens({ publicKey: publicKey as never }).verify(seen?.headers.get('Spil-Caller'));
    expect(caller).toMatchObject({ sub: 'inspector-1', zone: 'demo', task: 'wijk.record-note', purpose: 'administrative' });
    expect(caller.assignments).toHaveLength(1);
  });

  it('has the same key for the same person, route and key, and another for any other', async () => {
    const keys: string[] = [];
    const stop = world.answer(recordNote, (data) => {
      keys.push((data as { idempotency: { key: string } }).idempotency.key);
      return { value: recordNote.sample.answer };
    });
    for (const [who, n] of [
      [inspector, 7],
      [inspector, 7],
      [{ as: 'inspector-2', roles: ['inspector'] }, 7],
      [inspector, 8],
    ] as const)
      await post('/v1/notes', recordNote.sample.request, { ...who, headers: key(n) });
    stop();
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it('without its key is refused, and nobody was asked', async () => {
    for (const headers of [json, { ...json, 'idempotency-key': 'short' }, { ...json, 'idempotency-key': 'x'.repeat(129) }]) {
      const response = await post('/v1/notes', recordNote.sample.request, { ...inspector, headers });
      expect(response.status).toBe(400);
      expect(await problemOf(response)).toMatchObject({ code: 'idempotency-key-missing' });
    }
  });

  it('merges path and query, numbers read by the schema', async () => {
    let asked: unknown;
    const stop = world.answer(
      listMyNotes,
      (data) => ((asked = (data as { request: unknown }).request), { value: listMyNotes.sample.answer }),
    );
    expect((await world.fetch('/v1/notes?limit=5', inspector)).status).toBe(200);
    stop();
    expect(asked).toEqual({ limit: 5 });
    for (const query of ['limit=many', 'limit=5&limit=6', 'limit=1000', 'unknown=1', '__proto__=1', 'noteId=x'])
      expect((await world.fetch(`/v1/notes?${query}`, inspector)).status).toBe(400);
  });

  it('that is no reading has nothing in its query, and nobody was asked', async () => {
    let asked = 0;
    const stops = [findItems, unsubscribe].map((contract) => world.answer(contract, () => (asked++, { value: contract.sample.answer })));
    const who = { as: 'investigator-1', roles: ['investigator'] };
    const found = await post('/v1/inbox/search?text=Jan%20Peeters', {}, who);
    expect(found.status).toBe(400);
    expect(await problemOf(found)).toMatchObject({ code: 'invalid-request', errors: [{ rule: 'no-query' }] });
    const ended = await world.fetch('/v1/subscriptions/01939f6e-0000-7000-8000-000000000001?why=x', { ...who, method: 'DELETE' });
    expect(ended.status).toBe(400);
    stops.forEach((stop) => stop());
    expect(asked).toBe(0);
  });

  it('names what is wrong by pointer and rule, in the asker’s language, and never repeats the value', async () => {
    const body = { ...recordNote.sample.request, headline: '', fact: undefined, secretWord: 'Jan Janssens' };
    const response = await post('/v1/notes', body, { ...inspector, headers: { ...key(9), 'accept-language': 'fr-BE,fr;q=0.9,en;q=0.5' } });
    const text = await response.clone().text();
    expect(await problemOf(response)).toMatchObject({
      status: 400,
      code: 'invalid-request',
      title: 'Quelque chose ne va pas',
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '#/fact', rule: 'required', detail: 'Ce champ est obligatoire.' }),
        expect.objectContaining({ pointer: '#/headline', rule: 'minLength' }),
        expect.objectContaining({ rule: 'additionalProperties' }),
      ]) as unknown,
    });
    expect(response.headers.get('content-language')).toBe('fr');
    expect(text).not.toContain('Janssens');
  });

  it.each([
    ['prototype keys', `{"__proto__":{"role":"administrator"},"point":[4,50]}`, 400],
    ['not JSON', '{"a":', 400],
    ['an array', '[1]', 400],
    ['a text', '"x"', 400],
    ['a deep nest', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400],
    ['64 KB and more', JSON.stringify({ fact: 'x'.repeat(70_000) }), 413],
  ])('with %s as body is refused politely', async (_name, body, status) => {
    const response = await world.fetch('/v1/locate', { method: 'POST', headers: json, body, ...inspector });
    expect(response.status).toBe(status);
    await problemOf(response);
  });

  it('in another form than JSON is refused', async () => {
    const response = await world.fetch('/v1/locate', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'x',
      ...inspector,
    });
    expect(response.status).toBe(415);
  });

  it.each([
    ['a problem of the owner', { problem: { code: 'wijk.place-outside-zone' } }, 422, 'wijk.place-outside-zone'],
    ['not found', { problem: { code: 'not-found' } }, 404, 'not-found'],
    ['forbidden for a record', { problem: { code: 'forbidden' } }, 404, 'not-found'],
    ['an unlogged read', { problem: { code: 'read-log.unavailable', params: { reason: 'late' } } }, 503, 'read-not-logged'],
    ['a code nobody knows', { problem: { code: 'wijk.secret-thing', params: { name: 'Jan' } } }, 500, 'internal'],
    ['an answer that breaks the contract', { value: { noteId: 'x', person: 'Jan' } }, 500, 'internal'],
  ])('answered with %s becomes a problem', async (_name, reply, status, code) => {
    const stop = world.answer(readNote, () => reply);
    const response = await world.fetch('/v1/notes/01939f6e-0000-7000-8000-000000000001', inspector);
    stop();
    expect(response.status).toBe(status);
    const problem = await problemOf(response);
    expect(problem['code']).toBe(code);
    expect(JSON.stringify(problem)).not.toContain('Jan');
  });

  it('nobody answers becomes 503 with a time to come back', async () => {
    const response = await world.fetch('/v1/notes/01939f6e-0000-7000-8000-000000000001', inspector);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
  });

  it('with a malformed trace starts a new one', async () => {
    const response = await world.fetch('/v1/me', { ...inspector, headers: { traceparent: '00-xyz' } });
    expect(response.headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
  });

  it('of a zone that is not served here is refused', async () => {
    expect((await world.fetch('/v1/me', { ...inspector, zone: 'elsewhere' })).status).toBe(403);
  });

  it('by another method is told what the address allows', async () => {
    const response = await world.fetch('/v1/notes', { method: 'DELETE', ...inspector });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'POST']);
    expect((await world.fetch('/v1/nowhere', inspector)).status).toBe(404);
  });

  it('may be empty where everything is in the address', async () => {
    const stop = world.answer(unsubscribe, () => ({ value: unsubscribe.sample.answer }));
    const path = `/v1/subscriptions/${unsubscribe.sample.request.subscriptionId}`;
    const response = await world.fetch(path, { method: 'DELETE', headers: json, as: 'investigator-1', roles: ['investigator'] });
    stop();
    expect(response.status).toBe(200);
  });

  it('too often is asked to wait, that person only', async () => {
    const busy = { as: 'busy-1', roles: ['inspector'] };
    const answers = await Promise.all(Array.from({ length: 200 }, () => world.fetch('/v1/me', busy)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(20);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await world.fetch('/v1/me', { as: 'calm-1', roles: ['inspector'] })).status).toBe(200);
  });
});

describe('stopping', () => {
  it('is not ready, finishes what is in flight and refuses nothing that was taken', async () => {
    let taken = false;
    const slow = world.bus('wijk').subscribe('requests.wijk.*.locate', {
      callback: (_error, message) => {
        const { id } = message.json<{ id: string }>();
        taken = true;
        const value = { wijkId: 'W01', wijkName: 'Markt', municipality: 'Spilbeek' };
        setTimeout(() => message.respond(JSON.stringify({ id, response: { value }, isDisposed: true })), 400);
      },
    });
    const inFlight = post('/v1/locate', { point: [4.2, 50.9] }, inspector);
    await until(() => taken, 'the request is in flight');
    const restarted = world.restartGateway();
    expect((await inFlight).status).toBe(200);
    await restarted;
    await until(async () => (await world.fetch('/readyz')).status === 200, 'back');
    slow.unsubscribe();
  });

  it('cuts a request whose headers trickle in', async () => {
    const { hostname, port } = new URL(world.gateway.url);
    const socket = connect({ host: hostname, port: Number(port) });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.resume();
    socket.write('GET /v1/me HTTP/1.1\r\nHost: x\r\n');
    const started = Date.now();
    await closed;
    expect(Date.now() - started).toBeLessThan(4_000);
  });
});
