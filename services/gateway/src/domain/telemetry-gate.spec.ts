import { describe, expect, it } from '@jest/globals';
import { sourceOf, withoutContent } from './telemetry-gate';

describe('what an operator may ask', () => {
  it.each([
    ['api/services', 'traces'],
    ['api/services/information-sharing/operations', 'traces'],
    ['api/traces/4bf92f3577b34da6a3ce929d0e0e4736', 'traces'],
    ['api/v1/query_range', 'metrics'],
    ['api/v1/alerts', 'metrics'],
  ])('%s goes to the %s', (path, source) => expect(sourceOf(path)).toBe(source));

  it.each([
    '',
    'api/v1/admin/tsdb/delete_series',
    'api/v1/status/config',
    'v1/traces',
    '../v1/traces',
    'api/traces/../services',
    'api/services/../operations',
    'api/v1/query/x',
  ])('"%s" goes nowhere', (path) => expect(sourceOf(path)).toBeUndefined());
});

describe('what leaves of a trace', () => {
  const listed = new Map([['spil.zone', () => true]]);
  it('is listed tags only, and no log entry', () => {
    const span = {
      tags: [{ key: 'spil.zone' }, { key: 'span.kind' }, { key: 'enduser.name', value: 'Zonneveld' }],
      logs: [{ fields: [{ key: 'message', value: 'Zonneveld' }] }],
    };
    const answer = { data: [{ spans: [span], processes: { p1: { tags: [{ key: 'hostname', value: 'Zonneveld' }] } } }] };
    const left = JSON.stringify(withoutContent(answer, listed));
    expect(left).not.toContain('Zonneveld');
    expect(left).toContain('spil.zone');
    expect(left).toContain('span.kind');
  });

  it('passes what holds no trace as it is', () => {
    for (const answer of [null, 3, { data: ['wijk'] }, { data: { result: [] } }]) expect(withoutContent(answer, listed)).toEqual(answer);
  });
});
