import { describe, expect, it } from '@jest/globals';
import { legendOf, readMatrix, readRules, readVector } from './prom';

describe('Prometheus’ answers', () => {
  it('give present values, also the odd ones', () => {
    const answer = { data: { result: [{ metric: { zone: 'demo' }, value: [1, '+Inf'] }] } };
    expect(readVector(answer)).toEqual([{ labels: { zone: 'demo' }, value: Infinity }]);
    expect(readVector({})).toEqual([]);
  });

  it('come together on one axis of time, with gaps where a series has none', () => {
    const of = (zone: string, values: [number, string][]) => ({ data: { result: [{ metric: { zone }, values }] } });
    const plotted = readMatrix([
      {
        legend: '{zone}',
        answer: of('noord', [
          [10, '1'],
          [20, 'NaN'],
        ]),
      },
      { legend: 'all {zone}', answer: of('zuid', [[15, '3']]) },
    ]);
    expect(plotted).toEqual({
      times: [10, 15, 20],
      series: [
        { label: 'all zuid', values: [null, 3, null] },
        { label: 'noord', values: [1, null, null] },
      ],
    });
  });

  it('name series by their labels', () => expect(legendOf('{stream} → {consumer}', { stream: 'EVENTS_WIJK' })).toBe('EVENTS_WIJK → ?'));

  it('tell rules, what fires first', () => {
    const rule = (name: string, state: string) => ({ type: 'alerting', name, state, labels: { severity: 'page' }, alerts: [] });
    const answer = { data: { groups: [{ rules: [rule('A', 'inactive'), rule('B', 'firing'), { type: 'recording', name: 'r' }] }] } };
    expect(readRules(answer).map(({ name, state }) => [name, state])).toEqual([
      ['B', 'firing'],
      ['A', 'inactive'],
    ]);
  });
});
