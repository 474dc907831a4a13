import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeRequest, nestsDeeper, type FieldTypes } from './merge-request';

const types: FieldTypes = new Map([
  ['limit', 'integer'],
  ['urgent', 'boolean'],
  ['wijkIds', 'array'],
  ['id', 'string'],
]);
const merged = (query: Record<string, string | string[]>, body?: unknown, path: Record<string, string> = {}) =>
  mergeRequest({ method: 'GET', path, query, body }, types);

describe('mergeRequest', () => {
  it('reads text as the schema says, and leaves what does not fit for the schema to refuse', () => {
    expect(merged({ limit: '5', urgent: 'true', wijkIds: 'a,b', id: '5' })).toEqual({
      ok: true,
      request: { limit: 5, urgent: true, wijkIds: ['a', 'b'], id: '5' },
    });
    expect(merged({ limit: '0x10', urgent: 'yes', id: ['a', 'b'] })).toEqual({
      ok: true,
      request: { limit: '0x10', urgent: 'yes', id: ['a', 'b'] },
    });
    for (const text of ['', ' 1', '1e9', 'Infinity', 'NaN', '1.'])
      expect(merged({ limit: text })).toEqual({ ok: true, request: { limit: text } });
  });

  it('takes a query with GET only: the words of another method do not stand in its address', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const said = { method, path: { id: 'a' }, body: undefined };
      expect(mergeRequest({ ...said, query: { text: 'Jan Peeters' } }, types)).toEqual({
        ok: false,
        errors: [{ path: '', rule: 'no-query', params: {} }],
      });
      expect(mergeRequest({ ...said, query: {} }, types)).toEqual({ ok: true, request: { id: 'a' } });
    }
  });

  it('refuses a name given twice', () => {
    expect(merged({}, { id: 'b' }, { id: 'a' })).toEqual({ ok: false, errors: [{ path: '/id', rule: 'given-twice', params: {} }] });
  });

  it('keeps a prototype key visible as an own field', () => {
    const result = merged({}, JSON.parse('{"__proto__":{"admin":true}}'));
    expect(result.ok && Object.hasOwn(result.request, '__proto__')).toBe(true);
    expect(result.ok && (result.request as { admin?: unknown }).admin).toBeFalsy();
  });

  it('takes objects only', () => {
    for (const body of [[], 'x', 1, null, true]) expect(merged({}, body).ok).toBe(false);
    expect(merged({}, undefined)).toEqual({ ok: true, request: {} });
  });
});

describe('nestsDeeper', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

  it('says what a slow reader says, whatever stands in the strings', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(7), (text, most) => {
        expect(nestsDeeper(text, most)).toBe(depthOf(JSON.parse(text)) > most);
      }),
      { numRuns: 1_000 },
    );
    expect(nestsDeeper('"[[[[[[["', 2)).toBe(false);
    expect(nestsDeeper('["\\"[[[["]', 2)).toBe(false);
  });
});
