import { describe, expect, it } from '@jest/globals';
import { mayAskTraces, sourceOf, withoutContent } from './telemetry-gate';

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

const listed = new Map([
  ['spil.zone', () => true],
  ['spil.rule', (value: unknown) => typeof value === 'string' && !value.includes(' ')],
]);

describe('what may be asked of traces', () => {
  const may = (query: string): boolean => mayAskTraces(new URLSearchParams(query), listed);
  it('is a search by what is shown', () => {
    expect(may('service=wijk&limit=5&start=1&end=2&minDuration=100ms')).toBe(true);
    expect(may(`service=wijk&tags=${encodeURIComponent('{"spil.rule":"x","error":"true"}')}`)).toBe(true);
  });

  it('is never a search by what is withheld: a hit would tell it', () => {
    expect(may(`service=wijk&tags=${encodeURIComponent('{"enduser.name":"Zonneveld"}')}`)).toBe(false);
    expect(may(`tags=${encodeURIComponent('{"spil.rule":"x"}')}&tags=${encodeURIComponent('{"enduser.name":"Zonneveld"}')}`)).toBe(false);
    expect(may('service=wijk&tag=enduser.name:Zonneveld')).toBe(false);
    for (const tags of ['nonsense', 'null', '["enduser.name"]']) expect(may(`tags=${encodeURIComponent(tags)}`)).toBe(false);
  });
});

describe('what leaves of a trace', () => {
  it('is listed tags only, and no log entry', () => {
    const span = {
      tags: [
        { key: 'spil.zone', value: 'demo' },
        { key: 'span.kind' },
        { key: 'spil.rule', value: 'told by Zonneveld' },
        { key: 'enduser.name', value: 'Zonneveld' },
      ],
      logs: [{ fields: [{ key: 'message', value: 'Zonneveld' }] }],
    };
    const answer = { data: [{ spans: [span], processes: { p1: { tags: [{ key: 'hostname', value: 'Zonneveld' }] } } }] };
    const left = JSON.stringify(withoutContent(answer, listed, 'demo'));
    expect(left).not.toContain('Zonneveld');
    expect(left).toContain('spil.zone');
    expect(left).toContain('span.kind');
  });

  it('passes what holds no trace as it is', () => {
    for (const answer of [null, 3, { data: ['wijk'] }, { data: { result: [] } }])
      expect(withoutContent(answer, listed, 'demo')).toEqual(answer);
  });

  it('is nothing of another zone', () => {
    const step = (zone?: string) => ({ tags: zone === undefined ? [] : [{ key: 'spil.zone', value: zone }] });
    const ours = { traceID: 'a', spans: [step(), step('demo')] };
    const theirs = { traceID: 'b', spans: [step(), step('buur')] };
    expect(withoutContent({ data: [ours, theirs] }, listed, 'demo')).toMatchObject({ data: [{ traceID: 'a' }] });
  });

  it.each([
    'events.wijk.buur.note-recorded.3',
    'requests.wijk.buur.record-note',
    'feeds.buur.crew-noord.briefing.1',
    'refill.events.wijk.buur.x.3',
  ])('is no trace with a message on %s', (subject) => {
    const trace = { traceID: 'a', spans: [{ tags: [{ key: 'messaging.destination.name', value: subject }] }] };
    expect(withoutContent({ data: [trace] }, listed, 'demo')).toEqual({ data: [] });
    expect(withoutContent({ data: [trace] }, listed, 'buur')).toMatchObject({ data: [{ traceID: 'a' }] });
  });

  it('is a trace with messages of no zone', () => {
    const tags = ['dead.wijk', 'events.wijk.*.note-recorded.*', '$JS.API.INFO', 7].map((value) => ({
      key: 'messaging.destination.name',
      value,
    }));
    expect(withoutContent({ data: [{ traceID: 'a', spans: [{ tags }] }] }, listed, 'demo')).toMatchObject({ data: [{ traceID: 'a' }] });
  });
});
