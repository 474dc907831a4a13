import { describe, expect, it } from '@jest/globals';
import type { Line, NewLine } from '../history';
import { check, findingsOf } from './check';

const start = 1_000_000;
/** A call of the north, shown to its crew once and written down once. */
const aCall: NewLine[] = [
  { k: 'write', t: start + 5_250, key: 'w1-7', kind: 'call', token: 'w1-7' },
  { k: 'ack', t: start + 5_260, key: 'w1-7', id: 'call-1', wijkId: 'N', answer: 'call-1', attempt: 1 },
  { k: 'document', kind: 'call', id: 'call-1', key: 'w1-7', token: 'w1-7' },
  { k: 'frame', t: start + 5_300, reader: 'north', event: 'call', seen: ['call-1', 'w1-7'] },
  { k: 'read-lines', reader: 'north', id: 'call-1', times: 1 },
];
const head: NewLine = {
  k: 'run',
  scenario: 'F0',
  seed: 1,
  title: 'a made-up run',
  load: 'two writes',
  mark: 'made-up',
  within: 5_000,
  consumers: [{ consumer: 'router', kinds: ['note'] }],
  streams: [{ stream: 'S', kinds: ['note'] }],
  traces: true,
};
/** Two notes: one in the north seen by the northern crew, one in the south seen by nobody of these readers. */
const good: NewLine[] = [
  head,
  { k: 'right', t: start, reader: 'north', kind: 'crew', wijkIds: ['N'], from: start },
  { k: 'right', t: start, reader: 'drugs', kind: 'investigator', themes: ['drugs'], from: start },
  ...['N', 'S'].flatMap((wijkId, i): NewLine[] => {
    const [key, id, aggregate, t] = [`w1-${i}`, `id-${i}`, `a${i}`, start + 5_000 + i * 100];
    return [
      { k: 'write', t, key, kind: 'note', token: key, theme: 'noise', handling: 'H0', aggregate, n: 1 },
      { k: 'ack', t: t + 20, key, id, wijkId, trace: `t${i}`, answer: id, attempt: 1 },
      { k: 'ack', t: t + 900, key, id, wijkId, answer: id, attempt: 2 },
      { k: 'document', kind: 'note', id, key, token: key },
      { k: 'stored', stream: 'S', seq: i + 1, id: `e${i}`, about: id, aggregate, n: 1 },
      { k: 'effect', consumer: 'router', id, times: 1 },
      { k: 'applied', consumer: 'router', aggregate, versions: [1], last: 1 },
      {
        k: 'trace',
        trace: `t${i}`,
        spans: ['POST /v1/notes', 'answer record-note', 'publish events', 'process events', 'deliver briefing'],
      },
    ];
  }),
  { k: 'frame', t: start + 5_100, reader: 'north', event: 'briefing', seen: ['id-0', 'w1-0'] },
  { k: 'chain', service: 'router', ok: true, count: 4 },
  { k: 'healed', t: start + 6_000 },
  { k: 'recovered', t: start + 6_500, what: 'all' },
  { k: 'memory', process: 'router', before: 100e6, after: 110e6 },
];
const timed = (lines: readonly NewLine[]): Line[] => lines.map((line) => ({ t: start + 7_000, ...line }) as Line);
const broken = (lines: readonly NewLine[]): string[] => [...new Set(findingsOf(check(timed(lines))).map(({ invariant }) => invariant))];
const without = (match: (line: NewLine) => boolean): NewLine[] => good.filter((line) => !match(line));
const changed = <K extends NewLine['k']>(kind: K, change: object): NewLine[] =>
  good.map((line) => (line.k === kind ? { ...line, ...change } : line));

describe('the checker', () => {
  it('finds nothing in a good history', () => {
    expect(broken(good)).toEqual([]);
    expect(broken([...good, ...aCall])).toEqual([]);
    expect(broken(changed('memory', { after: 268e6, used: [83e6, 89e6] }))).toEqual([]);
  });

  it('judges a long history', () => {
    const frame: NewLine = { k: 'frame', t: start + 5_050, reader: 'north', event: 'unit', seen: ['made-up-w80-1'] };
    expect(broken([...good, ...Array.from({ length: 300_000 }, () => frame)])).toEqual([]);
  });

  it('asks nobody to apply changes where nobody listens: a stream alone has its order (F12)', () => {
    const alone: NewLine[] = [
      { ...head, consumers: [], streams: [{ stream: 'S', kinds: ['count'] }], traces: false },
      ...[1, 2].flatMap((n): NewLine[] => [
        { k: 'write', t: start, key: `s#${n}`, kind: 'count', token: `s#${n}`, aggregate: 's', n },
        { k: 'ack', t: start + n, key: `s#${n}`, id: `s#${n}`, answer: `${n}`, attempt: 1 },
        { k: 'document', kind: 'count', id: `s#${n}`, token: `s#${n}` },
        { k: 'stored', stream: 'S', seq: n, id: `s#${n}`, about: `s#${n}`, aggregate: 's', n },
      ]),
      { k: 'healed', t: start + 10 },
      { k: 'recovered', t: start + 11, what: 'counted' },
    ];
    expect(broken(alone)).toEqual([]);
  });

  it.each([
    ['an acknowledged write that is not in the database', 'I1', without((line) => line.k === 'document' && line.id === 'id-0')],
    ['one that is not in the stream', 'I1', without((line) => line.k === 'stored' && line.seq === 2)],
    ['a frame that never came', 'I1', without(({ k }) => k === 'frame')],
    [
      'a frame at a reader of another wijk',
      'I2',
      [...good, { k: 'frame', t: start + 5_200, reader: 'north', event: 'briefing', seen: ['id-1'] }],
    ],
    [
      'a list that holds what its reader may not know',
      'I2',
      [...good, { k: 'listed', t: start + 5_200, reader: 'drugs', path: '/v1/inbox', seen: ['id-1'] }],
    ],
    ['a word of it between frames', 'I2', [...good, { k: 'frame', t: start + 5_200, reader: 'drugs', event: 'bytes', seen: ['w1-1'] }]],
    ['two effects', 'I3', changed('effect', { times: 2 })],
    ['no effect', 'I3', without((line) => line.k === 'effect' && line.id === 'id-1')],
    ['a version that overtook another', 'I4', [...good, { k: 'stored', stream: 'S', seq: 9, id: 'e9', about: 'x', aggregate: 'a0', n: 3 }]],
    ['a step back', 'I4', [...good, { k: 'applied', consumer: 'router', aggregate: 'a9', versions: [2, 1], last: 1 }]],
    [
      'a consumer that stands still',
      'I4',
      [
        ...good,
        { k: 'write', t: start + 5_250, key: 'a0#2', kind: 'point', token: 'a0#2', aggregate: 'a0', n: 2 },
        { k: 'ack', t: start + 5_260, key: 'a0#2', id: 'a0#2', answer: 'a0#2', attempt: 1 },
        { k: 'document', kind: 'point', id: 'a0#2' },
      ],
    ],
    [
      'changes whose order nobody looked at',
      'I4',
      [
        ...without(({ k }) => k === 'applied'),
        { k: 'write', t: start + 5_250, key: 'a8#2', kind: 'point', token: 'a8#2', aggregate: 'a8', n: 2 },
        { k: 'ack', t: start + 5_260, key: 'a8#2', id: 'a8#2', answer: 'a8#2', attempt: 1 },
        { k: 'document', kind: 'point', id: 'a8#2' },
      ],
    ],
    ['another answer to the same key', 'I5', changed('ack', { answer: 'another' }).concat(good)],
    ['two aggregates of one write', 'I5', [...good, { k: 'document', kind: 'note', id: 'id-9', key: 'w1-0', token: 'w1-0' }]],
    ['a document nobody wrote', 'I5', [...good, { k: 'document', kind: 'note', id: 'id-9', token: 'w9-9' }]],
    ['a trace with a gap and no drop', 'I6', changed('trace', { spans: ['POST /v1/notes'] })],
    ['a read log that does not verify', 'I7', changed('chain', { ok: false, why: 'altered' })],
    [
      'a call shown twice and written down once',
      'I7',
      [...good, ...aCall, { k: 'frame', t: start + 5_400, reader: 'north', event: 'call', seen: ['call-1'] }],
    ],
    ['a call shown and not written down', 'I7', [...good, ...aCall.filter(({ k }) => k !== 'read-lines')]],
    ['a late recovery', 'I8', changed('recovered', { t: start + 60_000 })],
    ['a process that grew', 'I8', changed('memory', { after: 400e6 })],
    ['a process that holds more and more', 'I8', changed('memory', { after: 300e6, used: [90e6, 160e6] })],
    ['a process that takes what it does not use', 'I8', changed('memory', { after: 410e6, used: [90e6, 95e6] })],
    ['a dead letter nobody expected', 'plus', [...good, { k: 'dead', service: 'router', reason: 'failed', about: 'e1' }]],
  ] as [string, string, NewLine[]][])('notices %s', (_, invariant, lines) => expect(broken(lines)).toContain(invariant));

  it('what a reader found in a list that he was told to load has reached him, and a list shows what was before his right began', () => {
    const list = (reader: string): NewLine => ({ k: 'listed', t: start + 5_400, reader, path: '/v1/briefings', seen: ['id-0', 'w1-0'] });
    expect(broken([...without(({ k }) => k === 'frame'), list('north')])).toEqual([]);
    const relief: NewLine = { k: 'right', t: start + 5_300, reader: 'relief', kind: 'crew', wijkIds: ['N'], from: start + 5_300 };
    expect(broken([...good, relief, list('relief')])).toEqual([]);
  });

  it('a run in which nothing was acknowledged proves nothing', () => {
    expect(broken(without(({ k }) => k === 'ack'))).toContain('I1');
  });

  it('rights have times: what was entitled before a revocation may come until a second after it, no later', () => {
    const ended = (to: number) => changed('right', { to });
    expect(broken(ended(start + 4_500))).toEqual([]);
    expect(broken(ended(start + 3_000))).toContain('I2');
  });

  it('what came late was said when it came: a crew that took over meanwhile may hear it, and nothing that the others had before', () => {
    const sighting = (reader: string, t: number): NewLine => ({ k: 'frame', t, reader, event: 'briefing', seen: ['id-0', 'w1-0'] });
    const southern: NewLine = { k: 'frame', t: start + 5_200, reader: 'desk', event: 'inbox-entry', seen: ['id-1', 'w1-1'] };
    const relief: NewLine = { k: 'right', t: start + 7_000, reader: 'relief', kind: 'crew', wijkIds: ['N'], from: start + 7_000 };
    const desk: NewLine = { k: 'right', t: start, reader: 'desk', kind: 'investigator', themes: ['noise'], from: start };
    // Another audience hears it at its own time.
    const behind = [...without(({ k }) => k === 'frame'), relief, desk, sighting('desk', start + 5_100), southern];
    expect(broken([...behind, sighting('north', start + 7_500), sighting('relief', start + 7_600)])).toEqual([]);
    expect(broken([...good, relief, sighting('relief', start + 7_600)])).toContain('I2');
    expect(broken([...behind, sighting('relief', start + 7_600)])).toContain('I2');
  });
});
