import { describe, expect, it } from '@jest/globals';
import { ofZone, withinZone, type ZonedMetrics } from './metrics-gate';

const metrics: ZonedMetrics = new Map([
  ['notes_total', true],
  ['screen_seconds_bucket', true],
  ['relay_backlog', false],
]);
const within = (query: string): string | undefined => withinZone(query, 'demo', metrics);

describe('a question about figures', () => {
  it.each([
    ['notes_total', 'notes_total{zone="demo"}'],
    ['sum(increase(notes_total[1h]))', 'sum(increase(notes_total{zone="demo"}[1h]))'],
    ['sum by (zone) (notes_total)', 'sum by (zone) (notes_total{zone="demo"})'],
    ['sum(notes_total) by (zone)', 'sum(notes_total{zone="demo"}) by (zone)'],
    ['notes_total {}', 'notes_total {zone="demo"}'],
    ['notes_total{team="a"} offset 5m', 'notes_total{zone="demo",team="a"} offset 5m'],
    ['notes_total # notes_total\n{team="}"}', 'notes_total # notes_total\n{zone="demo",team="}"}'],
    ['# a "\rnotes_total', '# a "\rnotes_total{zone="demo"}'],
    ['max_over_time(notes_total[1h:5m])', 'max_over_time(notes_total{zone="demo"}[1h:5m])'],
    ['notes_total > bool (notes_total)', 'notes_total{zone="demo"} > bool (notes_total{zone="demo"})'],
    [
      'histogram_quantile(0.95, sum by (le, zone) (rate(screen_seconds_bucket[5m])))',
      'histogram_quantile(0.95, sum by (le, zone) (rate(screen_seconds_bucket{zone="demo"}[5m])))',
    ],
    [
      'SUM(notes_total) / on (zone) group_left notes_total',
      'SUM(notes_total{zone="demo"}) / on (zone) group_left notes_total{zone="demo"}',
    ],
  ])('%s sums nothing of another zone', (query, told) => expect(within(query)).toBe(told));

  it('for another zone finds nothing: both are asked for', () =>
    expect(within('notes_total{zone="buur"}')).toBe('notes_total{zone="demo",zone="buur"}'));

  it.each([
    'max by (service_name) (relay_backlog{service_name="wijk"})',
    'time() - 1e-3',
    'label_replace(vector(1), "notes_total", "a", "", "")',
  ])('%s is about machines and stays as it is', (query) => expect(within(query)).toBe(query));

  it.each([
    ['{__name__=~"notes.*"}', '{zone=~"demo|",__name__=~"notes.*"}'],
    ['sum({"notes_total"})', 'sum({zone=~"demo|","notes_total"})'],
    ['count(ALERTS)', 'count(ALERTS{zone=~"demo|"})'],
    ['up{job="x"} == 0', 'up{zone=~"demo|",job="x"} == 0'],
  ])('%s, of which we do not know whose it is, is of the own zone or of none', (query, told) => expect(within(query)).toBe(told));

  it.each(['notes_total{team="a', "notes_total{a='", '`', 'notes_total[5m', 'notes_total{', 'sum by (zone', 'a \\ b', 'a'.repeat(3_000)])(
    '%s cannot be read and is not passed on',
    (query) => expect(within(query)).toBeUndefined(),
  );
});

describe('what leaves of figures', () => {
  it('is no series of another zone; one without a zone is about machines', () => {
    const result = [{ metric: { zone: 'demo' } }, { metric: { zone: 'buur' } }, { metric: { service_name: 'wijk' } }, { metric: {} }];
    expect(ofZone({ data: { resultType: 'vector', result } }, 'demo')).toEqual({
      data: { resultType: 'vector', result: [{ metric: { zone: 'demo' } }, { metric: { service_name: 'wijk' } }, { metric: {} }] },
    });
    for (const answer of [null, 3, { data: { resultType: 'scalar', result: [1, '2'] } }]) expect(ofZone(answer, 'demo')).toEqual(answer);
  });

  const alert = (zone: string | undefined, state: string) => ({ labels: zone === undefined ? {} : { zone }, state });

  it('is no alert of another zone', () => {
    const alerts = [alert('demo', 'firing'), alert('buur', 'firing'), alert(undefined, 'pending')];
    expect(ofZone({ data: { alerts } }, 'demo')).toEqual({ data: { alerts: [alert('demo', 'firing'), alert(undefined, 'pending')] } });
  });

  it('is no rule that fires for another zone only', () => {
    const rules = [
      { name: 'a', state: 'firing', alerts: [alert('buur', 'firing')] },
      { name: 'b', state: 'firing', alerts: [alert('buur', 'firing'), alert('demo', 'pending')] },
      { name: 'c', state: 'firing', alerts: [alert('demo', 'firing')] },
      { name: 'd', labels: { zone: 'buur' } },
    ];
    const left = ofZone({ data: { groups: [{ rules }] } }, 'demo') as { data: { groups: { rules: unknown[] }[] } };
    expect(left.data.groups[0]?.rules).toEqual([
      { name: 'a', state: 'inactive', alerts: [] },
      { name: 'b', state: 'pending', alerts: [alert('demo', 'pending')] },
      { name: 'c', state: 'firing', alerts: [alert('demo', 'firing')] },
    ]);
  });
});
