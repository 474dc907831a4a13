import { describe, expect, it } from '@jest/globals';
import { type JaegerSpan, type JaegerTrace, lengthText, waterfall } from './waterfall';

const span = (spanID: string, operationName: string, more: Partial<JaegerSpan> & { parent?: string } = {}): JaegerSpan => ({
  spanID,
  operationName,
  startTime: 1_000_000,
  duration: 1_000,
  processID: 'p1',
  tags: [],
  references: more.parent ? [{ refType: 'CHILD_OF', traceID: 't', spanID: more.parent }] : [],
  ...more,
});
const trace = (...spans: JaegerSpan[]): JaegerTrace => ({
  traceID: 't',
  spans,
  processes: { p1: { serviceName: 'gateway' }, p2: { serviceName: 'wijk' }, p3: { serviceName: 'information-sharing' } },
});
const lines = (...spans: JaegerSpan[]) => waterfall(trace(...spans)).slice(3);

describe('waterfall', () => {
  it('shows each span under its parent, in order of time, with offset and length', () => {
    const found = lines(
      span('c', 'store note', { parent: 'b', processID: 'p2', startTime: 1_004_000 }),
      span('a', 'POST /v1/notes', { duration: 20_000 }),
      span('b', 'answer record-note', { parent: 'a', processID: 'p2', startTime: 1_002_000, duration: 10_000 }),
    );
    expect(found.map((line) => line.replace(/[█▏]/g, '').replace(/\s+/g, ' ').trim())).toEqual([
      '0.0 ms 20.0 ms gateway POST /v1/notes',
      '2.0 ms 10.0 ms wijk answer record-note',
      '4.0 ms 1.0 ms wijk store note',
    ]);
    expect(found[2]).toContain('    store note');
  });

  it('names the wait in the outbox, the time in the queue, repeats and failures for what they are', () => {
    const created = { refType: 'FOLLOWS_FROM', traceID: 't', spanID: 'a' };
    const found = lines(
      span('a', 'record-note', { processID: 'p2' }),
      span('p', 'publish events.wijk.{zone}.note-recorded', {
        parent: 'a',
        processID: 'p2',
        tags: [{ key: 'spil.outbox.waited_ms', value: 1250 }],
      }),
      span('q', 'process events.wijk.{zone}.note-recorded', {
        references: [{ refType: 'CHILD_OF', traceID: 't', spanID: 'p' }, created, { refType: 'FOLLOWS_FROM', traceID: 'u', spanID: 'z' }],
        processID: 'p3',
        startTime: 1_030_000,
        tags: [
          { key: 'messaging.operation.type', value: 'process' },
          { key: 'spil.delivery.count', value: 2 },
          { key: 'error', value: true },
          { key: 'error.type', value: 'ConcurrencyConflict' },
        ],
      }),
    );
    expect(found[1]).toContain('waited 1.25 s in the outbox');
    expect(found[2]).toContain(
      '30.0 ms in the queue · ✗ ConcurrencyConflict · delivery 2 · ↪ created in wijk: record-note · linked to trace u',
    );
  });

  it('shows spans whose parent did not arrive, and survives parents in a circle', () => {
    expect(lines(span('a', 'orphan', { parent: 'gone' }))).toHaveLength(1);
    expect(lines(span('a', 'x', { parent: 'b' }), span('b', 'y', { parent: 'a' }))).toHaveLength(2);
  });

  it('writes lengths for people', () => {
    expect([lengthText(400), lengthText(1_240_000), lengthText(125_000_000)]).toEqual(['0.4 ms', '1.24 s', '2 min 05 s']);
  });
});
