import { describe, expect, it } from '@jest/globals';
import { fieldsOf, Problem, problemOf } from './problem';

describe('a problem', () => {
  it('lands on the field it concerns, by path or by code', () => {
    const invalid = new Problem('invalid-request', 400, [
      { path: '/headline', rule: 'minLength', detail: 'Vul minstens 1 teken in.' },
      { path: 'person.name', rule: 'maxLength' },
    ]);
    expect(fieldsOf(invalid)).toEqual({
      headline: { code: 'invalid-request', detail: 'Vul minstens 1 teken in.' },
      person: { code: 'invalid-request' },
    });
    expect(fieldsOf(new Problem('wijk.place-outside-zone', 422))).toEqual({ point: { code: 'wijk.place-outside-zone' } });
  });

  it('knows which answers may be tried again', () => {
    expect([0, 408, 429, 500, 503].map((status) => new Problem('x', status).passing)).toEqual([true, true, true, true, true]);
    expect([400, 401, 404, 409, 422].map((status) => new Problem('x', status).passing)).toEqual([false, false, false, false, false]);
  });

  it('knows which answers take what was read before from the screen', () => {
    expect([403, 404].map((status) => new Problem('x', status).refusing)).toEqual([true, true]);
    expect([0, 401, 409, 429, 500].map((status) => new Problem('x', status).refusing)).toEqual([false, false, false, false, false]);
  });

  it('is read from problem details', async () => {
    const response = new Response(JSON.stringify({ code: 'not-found', status: 404, detail: 'weg' }), { status: 404 });
    await expect(problemOf(response)).resolves.toMatchObject({ code: 'not-found', status: 404, detail: 'weg' });
  });

  it('is understood when a proxy answers with a page', async () => {
    const response = new Response('<html>', { status: 503, headers: { 'retry-after': '7' } });
    await expect(problemOf(response)).resolves.toMatchObject({ code: 'unavailable', said: { retryAfterSeconds: 7 } });
  });
});
