// promtool's test file, run through the receiver's own evaluation; through promtool itself as well where it is installed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { Labels } from '../otlp/points';
import { pointsBetween, type Series } from '../store/metric-store';
import { Alerts } from './alerts';
import { readRules } from './rules';

type Texts = Record<string, string>;
interface Expected {
  exp_labels: Texts;
  exp_annotations: Texts;
}
interface Case {
  interval: string;
  input_series: { series: string; values: string }[];
  alert_rule_test: { eval_time: string; alertname: string; exp_alerts: Expected[] }[];
}
interface Told {
  state: string;
  labels: Texts;
  annotations: Texts;
}
const folder = join(process.cwd(), 'deploy/observability/prometheus');
const rules = readFileSync(join(folder, 'rules.yaml'), 'utf8');
const { tests } = parse(readFileSync(join(folder, 'rules.test.yaml'), 'utf8')) as { tests: Case[] };

/** `2m15s` in ms. */
const msOf = (text: string): number =>
  [...text.matchAll(/(\d+)([smh])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * { s: 1e3, m: 6e4, h: 3.6e6 }[unit as 's' | 'm' | 'h'],
    0,
  );

/** promtool's notation: `5x3` is 5 and three more of it, `0+10x3` is 0 10 20 30. */
const valuesOf = (text: string): number[] =>
  text.split(' ').flatMap((part) => {
    const [, first, step = '+0', more = '0'] = /^(-?[\d.]+)([+-][\d.]+)?(?:x(\d+))?$/.exec(part) ?? [];
    return Array.from({ length: Number(more) + 1 }, (_, at) => Number(first) + at * Number(step));
  });

const seriesOf = (text: string, values: string, every: number): { name: string; series: Series } => {
  const [, name = '', inside = ''] = /^(\w+)\{(.*)\}$/.exec(text) ?? [];
  const labels = Object.fromEntries([...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value]));
  return { name, series: { labels, points: valuesOf(values).map((value, at) => ({ at: at * every, value })) } };
};

describe('alert rules of production', () => {
  it('are each tested', () => {
    const tested = new Set(
      tests.flatMap((one) => one.alert_rule_test.filter(({ exp_alerts }) => exp_alerts.length > 0)).map(({ alertname }) => alertname),
    );
    expect([...tested].sort()).toEqual(
      readRules(rules)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(tests.map((one, at): [number, Case] => [at, one]))('group %i fires when it should and not before', (_, one) => {
    const every = msOf(one.interval);
    const all = one.input_series.map(({ series, values }) => seriesOf(series, values, every));
    const store = {
      series: (name: string, from: number, to: number, fits: (labels: Labels) => boolean) =>
        all
          .filter((known) => known.name === name && fits(known.series.labels))
          .map(({ series }) => ({ ...series, points: pointsBetween(series.points, from, to) }))
          .filter(({ points }) => points.length > 0),
    };
    let now = 0;
    const alerts = new Alerts(readRules(rules), store, () => now);
    for (const wanted of [...one.alert_rule_test].sort((a, b) => msOf(a.eval_time) - msOf(b.eval_time))) {
      for (; now <= msOf(wanted.eval_time); now += every) alerts.evaluate();
      const answer = alerts.answer('/api/v1/alerts')?.body as { data: { alerts: Told[] } };
      const firing = answer.data.alerts.filter(({ state, labels }) => state === 'firing' && labels['alertname'] === wanted.alertname);
      const found = firing.map(({ labels: { alertname: _name, ...labels }, annotations }): Expected => ({
        exp_labels: labels,
        exp_annotations: annotations,
      }));
      expect([wanted.alertname, wanted.eval_time, found]).toEqual([wanted.alertname, wanted.eval_time, wanted.exp_alerts]);
    }
  });

  const promtool = spawnSync('promtool', ['--version']).status === 0;
  (promtool ? it.each : it.skip.each)([
    ['check', 'rules', 'rules.yaml'],
    ['check', 'config', 'prometheus.yaml'],
    ['test', 'rules', 'rules.test.yaml'],
  ])('pass promtool itself: %s %s %s', (...args) => {
    const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
    expect([status, stderr, stdout.includes('FAILED')]).toEqual([0, '', false]);
  });
});
