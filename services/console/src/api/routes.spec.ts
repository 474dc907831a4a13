import { describe, expect, it } from '@jest/globals';
import * as contracts from '@spil/contracts';
import { prepare, routes, type RouteName } from './routes';

describe('the routes of the pages', () => {
  it.each(Object.keys(routes) as RouteName[])('%s is as the table of contracts says', (name) => {
    const { http, idempotent } = contracts[name];
    const mine: { method: string; path: string; idempotent?: boolean } = routes[name];
    expect({ method: mine.method, path: mine.path, idempotent: mine.idempotent ?? false }).toEqual({
      method: http?.method,
      path: http?.path,
      idempotent,
    });
  });

  it('puts path parameters in the path and the rest in the query', () => {
    expect(prepare('readNeighbourhood', { wijkId: 'W 1/2' })).toEqual({ method: 'GET', url: '/v1/neighbourhoods/W%201%2F2' });
    expect(prepare('listInbox', { status: 'new', limit: 50, before: undefined })).toEqual({
      method: 'GET',
      url: '/v1/inbox?status=new&limit=50',
    });
  });

  it('puts the rest of a wish in the body, without the path parameter', () => {
    const { url, body } = prepare('returnItem', { itemId: 'abc', reason: 'tooOld' });
    expect(url).toBe('/v1/inbox/abc/return');
    expect(JSON.parse(body ?? '')).toEqual({ reason: 'tooOld' });
  });
});
