import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Chart, charts, figures, type Table, tables } from '@spil/charts';
import { type MetricName, metricTable, prometheusName } from '@spil/observability';
import { parse } from 'yaml';
import { allowedKeys, withAllowedKeys } from './collector';
import { dashboard } from './dashboard';
import { withAnnotations } from './rule-tests';

const folder = join(process.cwd(), 'deploy/observability');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
interface Rule {
  alert: string;
  expr: string;
  annotations: { summary: string; action: string; runbook: string };
  labels: { severity: string };
}
const rules = (parse(read('prometheus/rules.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
const declared = new Map<string, readonly string[]>();
for (const name of Object.keys(metricTable) as MetricName[]) {
  const { kind, labels } = metricTable[name];
  const own = ['service_name', 'service_instance_id', 'le', ...labels.map((label) => label.replace(/[^A-Za-z0-9_]/g, '_'))];
  for (const suffix of kind === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']) declared.set(prometheusName(name) + suffix, own);
}
const metricsIn = (expr: string): string[] => expr.match(/\b(?:spil|http_server|messaging_client|db_client)_[a-z0-9_]+/g) ?? [];

describe('dashboard', () => {
  it('is the one the table of metrics gives: npm run dashboards writes it anew', () => {
    expect(JSON.parse(read('grafana/dashboards/spil.json'))).toEqual(JSON.parse(JSON.stringify(dashboard())));
  });

  it('shows every metric once', () => {
    const shown = dashboard().panels.flatMap((panel) => (panel as { description?: string }).description ?? []);
    expect(shown.sort()).toEqual(Object.keys(metricTable).sort());
  });
});

interface Collector {
  processors: {
    redaction: { allow_all_keys: boolean; allowed_keys: string[] };
    tail_sampling: { policies: ({ name: string; type: string } & Record<string, { key?: string; status_codes?: string[] }>)[] };
  };
  service: { pipelines: { traces: { processors: string[] } } };
}

/** Sources that send telemetry, in one text: the tables themselves and tests do not count. */
const sources = ['libs', 'services'].flatMap((root) =>
  readdirSync(join(process.cwd(), root), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.spec\.|metric-table|allow-lists|libs\/charts|node_modules/.test(join(root, file)))
    .map((file) => readFileSync(join(process.cwd(), root, file), 'utf8')),
);
const isSent = (name: string): boolean => sources.some((text) => text.includes(`'${name}'`));

describe('the collector', () => {
  const collector = parse(read('collector.yaml')) as Collector;

  it('has the allow-list of the services: npm run dashboards writes it anew', () => {
    expect(withAllowedKeys(read('collector.yaml'))).toBe(read('collector.yaml'));
    const { allow_all_keys: all, allowed_keys: allowed } = collector.processors.redaction;
    expect([all, allowed]).toEqual([false, allowedKeys()]);
  });

  it('takes out what is not listed before anything is kept or sampled', () => {
    const { processors } = collector.service.pipelines.traces;
    expect(processors.indexOf('redaction')).toBeLessThan(processors.indexOf('tail_sampling'));
    expect(processors[0]).toBe('memory_limiter');
  });

  it('keeps errors and slow traces whole', () => {
    const { policies } = collector.processors.tail_sampling;
    expect(policies.map(({ type }) => type)).toEqual(expect.arrayContaining(['status_code', 'latency', 'probabilistic']));
  });

  it('samples by attributes that are really sent', () => {
    const keys = collector.processors.tail_sampling.policies.flatMap((policy) => policy[policy.type]?.key ?? []);
    expect(keys.length).toBeGreaterThan(1);
    expect(keys.filter((key) => !isSent(key))).toEqual([]);
  });
});

it('every declared metric is sent by somebody', () => {
  expect((Object.keys(metricTable) as MetricName[]).filter((name) => !isSent(name))).toEqual([]);
});

describe('the charts and figures of the console', () => {
  const queries = [
    ...Object.entries<Chart>(charts).flatMap(([id, { series }]) => series.map(({ query }): [string, string] => [id, query])),
    ...Object.entries<Table>(tables).flatMap(([id, { columns }]) =>
      Object.values(columns).map(({ query }): [string, string] => [id, query]),
    ),
    ...Object.entries(figures).map(([id, { query }]): [string, string] => [id, query]),
  ];
  it.each(queries)('%s asks for declared metrics and labels: %s', (_, query) => {
    const names = metricsIn(query);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !declared.has(name))).toEqual([]);
    const by = [...query.matchAll(/by \(([^)]*)\)/g)].flatMap((match) => (match[1] ?? '').split(',').map((label) => label.trim()));
    expect(by.filter((label) => !names.some((name) => declared.get(name)?.includes(label)))).toEqual([]);
  });
});

describe('alert rules', () => {
  it('are tested with the annotations they have: npm run dashboards writes them anew', () => {
    const tests = read('prometheus/rules.test.yaml');
    expect(parse(tests)).toEqual(parse(withAnnotations(tests, read('prometheus/rules.yaml'))));
  });

  it.each(rules.map((rule): [string, Rule] => [rule.alert, rule]))(
    '%s asks for declared metrics and labels, and says what to do',
    (_, rule) => {
      const names = metricsIn(rule.expr);
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => !declared.has(name))).toEqual([]);
      const labels = [...rule.expr.matchAll(/[{,]\s*([a-z_]+)\s*[=!]/g)].map((match) => match[1] ?? '');
      expect(labels.filter((label) => !names.some((name) => declared.get(name)?.includes(label)))).toEqual([]);
      expect(readFileSync(join(process.cwd(), rule.annotations.runbook), 'utf8')).toContain('## What to do');
      expect(rule.annotations.summary.length).toBeGreaterThan(10);
      expect(rule.annotations.action.length).toBeGreaterThan(10);
      expect(['page', 'ticket']).toContain(rule.labels.severity);
    },
  );
});

describe('runbooks', () => {
  const folder = join(process.cwd(), 'deploy/observability/runbooks');
  const shapeOf = (name: string): string[] =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .map((line) => /^(##? |\d+\. )/.exec(line)?.[1] ?? '')
      .filter(Boolean);
  const codesIn = (name: string): string[] =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

  it.each(rules.flatMap(({ alert }) => ['nl', 'fr'].map((language): [string, string] => [alert, language])))(
    '%s has the same steps in %s as in English',
    (alert, language) => {
      const [file, english] = [`${language}/${alert}.md`, `${alert}.md`];
      expect(shapeOf(file)).toEqual(shapeOf(english));
      expect(codesIn(file)).toHaveLength(codesIn(english).length);
    },
  );
});

describe('collector', () => {
  interface Collector {
    receivers: object;
    processors: object;
    exporters: object;
    service: { pipelines: Record<string, { receivers: string[]; processors: string[]; exporters: string[] }> };
  }
  it('has every part its pipelines name, and pipelines for traces and metrics', () => {
    const config = parse(read('collector.yaml')) as Collector;
    expect(Object.keys(config.service.pipelines).sort()).toEqual(['metrics', 'traces']);
    for (const pipeline of Object.values(config.service.pipelines)) {
      for (const kind of ['receivers', 'processors', 'exporters'] as const) {
        expect(Object.keys(config[kind])).toEqual(expect.arrayContaining(pipeline[kind]));
      }
    }
  });
});
