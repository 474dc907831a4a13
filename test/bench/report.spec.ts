import { describe, expect, it } from '@jest/globals';
import { delaysOf, median } from './figures';
import { flushOf } from './machine';
import { optionsOf } from './options';
import { ratio, reachedInSmoke, target, type Outcome, type Shown } from './outcome';
import { rowsOf } from './profile';
import { reportPage } from './report/html';
import { outcomeText } from './report/text';
import { scenarios } from './scenarios';
import { limitsOf } from './scenarios/limits';
import { Compare, linesOf, outcomeOf, transports } from './scenarios/streams';
import type { Run } from './run-one';

const run = (peer: Run['peer'], ms: number, more: Partial<Run> = {}): Run => ({
  peer,
  messages: 1_000,
  ms,
  cpuMs: ms / 2,
  rssMb: 100,
  acknowledged: 1_000,
  received: 0,
  distinct: 0,
  sum: 0,
  serverCpuMs: 5,
  void: undefined,
  ...more,
});
const scenario = { id: 'B1', title: 'publish' };
const shown = (outcome: Outcome): Shown => ({ ...outcome, on: ['nats-server 2: flushed every 2m'] });

describe('the report of a bench', () => {
  const runs = [...[10, 12, 11].map((ms) => run('spil', ms)), run('L1', 50), run('L2', 40)];
  const lines = linesOf(runs, ['spil', 'L1', 'L2']);

  it('shows the median and how it compares', () => {
    expect(lines[0]).toMatchObject({ peer: 'spil', clientMicros: 5.5, serverMicros: 5, repeats: 0, void: [] });
    expect(lines[0]?.perSecond.median).toBeCloseTo(1_000_000 / 11);
    expect(new Compare('B1', lines).times('spil', 'L2', 2.5)).toMatchObject({ reached: true, value: expect.closeTo(40 / 11) });
  });

  it('asks a smoke run for 60 % of a ratio and of nothing else', () => {
    expect(reachedInSmoke(ratio('times', 2, { least: 2.5 }))).toBe(true);
    expect(reachedInSmoke(ratio('times', 1.4, { least: 2.5 }))).toBe(false);
    expect(reachedInSmoke(ratio('times', 2.1, { most: 1.3 }))).toBe(true);
    expect(reachedInSmoke(ratio('times', 2.3, { most: 1.3 }))).toBe(false);
    expect(reachedInSmoke(target('ms', 900, { most: 6 }))).toBe(true);
  });

  it('is invalid when somebody who promises more lost a message, and names it', () => {
    const lost = linesOf([...runs, run('L2', 40, { void: '999 of 1000 arrived' })], ['spil', 'L2', 'N']);
    const outcome = outcomeOf(scenario, lost, [], []);
    expect(outcome.invalid).toEqual(['L2: 999 of 1000 arrived']);
    expect(outcomeText(shown(outcome))).toContain('INVALID: L2: 999 of 1000 arrived');
    const promisedNothing = linesOf([...runs, run('N', 40, { void: '999 of 1000 arrived' })], ['spil', 'L2', 'N']);
    expect(outcomeOf(scenario, promisedNothing, [], []).invalid).toEqual([]);
  });

  it('shows what the transports of others promise, and is invalid when they lose a message too', () => {
    const others = linesOf(
      [run('H', 60), run('H+', 50), run('P', 55, { void: '999 of 1000 acknowledged' }), run('L2', 40)],
      ['H', 'H+', 'P', 'L2'],
    );
    const outcome = outcomeOf(scenario, others, [], [...transports]);
    expect(outcome.invalid).toEqual(['P: 999 of 1000 acknowledged']);
    expect(outcome.tables[0]?.rows.map(([peer, , , , , , , promise]) => [peer, promise])).toEqual([
      ['H', 'at least once*'],
      ['H+', 'at least once*'],
      ['P', 'at least once**'],
      ['L2', 'at least once'],
    ]);
    expect(outcomeText(shown(outcome))).toContain('** P delivers a message whose handler failed again after every ack wait');
  });

  it('is one page that needs no network and lets no text become markup', () => {
    const facts = { at: '2026-01-01T00:00:00.000Z', command: 'npm run bench', lines: ['<b>machine</b>'] };
    const page = reportPage(process.cwd(), facts, [shown(outcomeOf(scenario, lines, [], ['a < b']))]);
    expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)=/);
    expect(page).toContain('&lt;b>machine');
    expect(page).toContain('plot-B1-0');
    expect(page).toContain('uPlot');
    expect(page).toContain('flushed every 2m');
  });

  it('takes the middle of an even number of rounds between two', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])]).toEqual([2, 2.5, 5]);
    expect(median([])).toBeNaN();
  });

  it('says when a broker of this configuration flushes to the disk, beside every scenario', () => {
    expect(flushOf('jetstream { store_dir: "x", sync_interval: always }')).toContain('before each acknowledgement');
    expect(flushOf('jetstream { sync_interval: "10s" }')).toContain('every 10s');
    expect(flushOf()).toContain('every 2m, the default');
    expect(outcomeText(shown(outcomeOf(scenario, lines, [], [])))).toContain('flushed every 2m');
  });

  it('says what the limit of a missed target is, by its figures, and nothing where all are reached', () => {
    const say = new Compare('B1', lines);
    const profile = { head: [], rows: [['hash', 'Node', '40', '2.0']] };
    const limits = (most: number): string[] =>
      limitsOf({ id: 'B1', base: 'L2', profile }, lines, [say.cpu('spil', most)], { pin: ['taskset'] });
    expect(limits(6)).toEqual([]);
    const [limit, where] = limits(5);
    expect(limit).toContain('5.50 µs of the client and 5.00 of the broker a message (a core for each) allow 181,818 and 200,000 msg/s');
    expect(limit).toContain('measured are 90,909, 50 % of what the client allows: no core is full');
    expect(limit).toContain('below 8.00 × L2');
    expect(where).toContain('hash 40 % (2.0 µs)');
  });

  it('leaves what came before the beginning and after the end out of a profile', () => {
    const node = (id: number, functionName: string) => ({ id, callFrame: { functionName, url: '', lineNumber: 0 } });
    const profile = { startTime: 1_000, nodes: [node(1, 'load'), node(2, 'work'), node(3, 'stop')], samples: [1, 2, 2, 3] };
    const rows = rowsOf({ ...profile, timeDeltas: [100, 200, 200, 100] }, 100, { from: 1_200, to: 1_500 });
    expect(rows).toEqual([['work', 'Node', '100.0', '4.00']]);
  });

  it('knows delays to three digits', () => {
    const { p50, p99, max, count } = delaysOf(Array.from({ length: 1_000 }, (_, i) => (i + 1) / 10));
    expect(count).toBe(1_000);
    expect(p50).toBeCloseTo(50, 0);
    expect(p99).toBeCloseTo(99, 0);
    expect(max).toBeCloseTo(100, 0);
  });

  it('refuses what it does not know', () => {
    const known = scenarios.map(({ id }) => id);
    expect(() => optionsOf(['B0'], known)).toThrow('there is no bench B0');
    expect(() => optionsOf(['B1', '--rounds', '0'], known)).toThrow('whole number');
    expect(optionsOf(['B1', '--smoke'], known).smoke).toBe(true);
    expect(optionsOf(['all'], known).scenarios).toEqual(known);
  });
});
