import { describe, expect, it } from '@jest/globals';
import { optionsOf } from './options';
import { linesOf, tableOf, targetsOf, type Peer, type Run } from './report';

const run = (peer: Peer, ms: number, more: Partial<Run> = {}): Run => ({
  peer,
  scenario: 'B1',
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
const peers: Peer[] = ['spil', 'bare', 'L1', 'L2'];

describe('the report of a bench', () => {
  const runs = [...[10, 12, 11].map((ms) => run('spil', ms)), run('bare', 9), run('L1', 50), run('L2', 40)];

  it('shows the median and how it compares', () => {
    const [spil] = linesOf(runs, peers);
    expect(spil).toMatchObject({ peer: 'spil', clientMicros: 5.5, serverMicros: 5, repeats: 0, void: [] });
    expect(spil?.perSecond.median).toBeCloseTo(1_000_000 / 11);
    expect(spil?.timesL2).toBeCloseTo(40 / 11);
    expect(spil?.cpuTimesL2).toBeCloseTo(40 / 11);
  });

  it('says which targets are reached, and asks a smoke run for 60 % of a ratio', () => {
    const slow = [run('spil', 20), run('bare', 20), run('L1', 80), run('L2', 40)];
    const of = (smoke: boolean) => targetsOf('B1', linesOf(slow, peers), smoke)[0];
    expect(of(false)).toMatchObject({ wanted: 2.5, value: 2, reached: false });
    expect(of(true)).toMatchObject({ reached: true });
  });

  it('names a void run in the table', () => {
    expect(tableOf(linesOf([...runs, run('L2', 40, { void: '999 of 1000 arrived' })], peers))).toContain('VOID: 999 of 1000 arrived');
  });

  it('refuses what it does not know', () => {
    expect(() => optionsOf(['B2'])).toThrow('there is no bench B2');
    expect(() => optionsOf(['B1', '--rounds', '0'])).toThrow('whole number');
    expect(optionsOf(['B1', '--smoke']).rounds).toBe(2);
  });
});
