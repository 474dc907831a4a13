import { describe, expect, it } from '@jest/globals';
import { readTrace, summaryOf, type JaegerTrace, type Span, type Trace } from './jaeger';
import { waterfallOf } from './waterfall';

const span = (id: string, parts: Partial<Span>): Span => ({
  id,
  service: 'wijk',
  version: undefined,
  name: id,
  kind: '',
  start: 0,
  duration: 1_000,
  parent: undefined,
  links: [],
  tags: {},
  failed: false,
  ...parts,
});
const note: Trace = {
  id: 't',
  spans: [
    span('process', { parent: 'publish', kind: 'consumer', start: 90_000, duration: 5_000, service: 'information-sharing' }),
    span('publish', { parent: 'answer', kind: 'producer', start: 40_000, duration: 3_000, tags: { 'spil.outbox.waited_ms': 30 } }),
    span('answer', { parent: 'post', start: 1_000, duration: 9_000 }),
    span('store', { parent: 'answer', start: 2_000, duration: 7_000 }),
    span('post', { service: 'gateway', duration: 12_000 }),
  ],
};

describe('a trace as a waterfall', () => {
  it('puts every span under its parent, in order of time', () => {
    expect(waterfallOf(note).rows.map(({ span: { id }, depth }) => [id, depth])).toEqual([
      ['post', 0],
      ['answer', 1],
      ['store', 2],
      ['publish', 2],
      ['process', 3],
    ]);
  });

  it('tells own time from that of children, and the waits for what they are', () => {
    const rows = new Map(waterfallOf(note).rows.map((row) => [row.span.id, row]));
    expect(rows.get('answer')?.self).toBe(2_000);
    expect(rows.get('publish')?.wait).toEqual({ kind: 'outbox', from: 10_000, to: 40_000 });
    expect(rows.get('process')?.wait).toEqual({ kind: 'stream', from: 43_000, to: 90_000 });
  });

  it('names where most of the time went', () => {
    expect(waterfallOf(note).slowest).toEqual({ spanId: 'process', part: 'stream', duration: 47_000 });
  });

  it('survives a missing parent, a circle and an empty trace', () => {
    expect(waterfallOf({ id: 't', spans: [span('a', { parent: 'gone' })] }).rows).toHaveLength(1);
    expect(waterfallOf({ id: 't', spans: [span('a', { parent: 'b' }), span('b', { parent: 'a' })] }).rows).toHaveLength(0);
    expect(waterfallOf({ id: 't', spans: [] }).slowest).toBeUndefined();
  });
});

describe('Jaeger’s answer', () => {
  const answer: JaegerTrace = {
    traceID: 't',
    spans: [
      {
        spanID: 'b',
        operationName: 'process x',
        references: [
          { refType: 'CHILD_OF', traceID: 't', spanID: 'a' },
          { refType: 'FOLLOWS_FROM', traceID: 't', spanID: 'made' },
        ],
        startTime: 2_000,
        duration: 500,
        tags: [
          { key: 'span.kind', value: 'consumer' },
          { key: 'error', value: true },
          { key: 'spil.zone', value: 'demo' },
        ],
        processID: 'p2',
      },
      { spanID: 'a', operationName: 'POST /v1/notes', references: [], startTime: 1_000, duration: 100, tags: [], processID: 'p1' },
    ],
    processes: { p1: { serviceName: 'gateway' }, p2: { serviceName: 'wijk', tags: [{ key: 'service.version', value: '1.2' }] } },
  };

  it('is read with kind, failure, link and version', () => {
    expect(readTrace(answer).spans[0]).toMatchObject({
      service: 'wijk',
      version: '1.2',
      kind: 'consumer',
      parent: 'a',
      failed: true,
      links: [{ spanId: 'made' }],
      tags: { 'spil.zone': 'demo' },
    });
  });

  it('is one line by its first piece of work', () => {
    expect(summaryOf(readTrace(answer))).toMatchObject({
      name: 'POST /v1/notes',
      service: 'gateway',
      duration: 1_500,
      failed: 1,
      spans: 2,
    });
  });
});
