import { type Chart, charts, type ChartUnit } from '@spil/charts';
import { metricTable, prometheusName, type MetricDeclaration, type MetricName } from '@spil/observability';

const title = 'Spil: from the street to the screen';
const labelOf = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_');

/** The rows of the dashboard: which metrics belong to which promise. Every metric of the table stands in exactly one. */
const rows: readonly { title: string; has: (name: MetricName) => boolean }[] = [
  { title: 'Promises', has: (name) => /^spil\.(promise|notes)/.test(name) },
  { title: 'Message path', has: (name) => /^(spil\.(relay|messages|dead_letters|consumer|stream)|messaging\.)/.test(name) },
  { title: 'Live feeds', has: (name) => name.startsWith('spil.feed.') },
  { title: 'Need to know', has: (name) => /^spil\.(reads|readlog|routing)/.test(name) },
  { title: 'Requests', has: (name) => /^(http\.|db\.|spil\.request\.)/.test(name) },
  { title: 'Processes and telemetry', has: (name) => /^spil\.(eventloop|process|telemetry)/.test(name) },
];

const units: Readonly<Record<string, string>> = { s: 's', By: 'bytes', '1': 'percentunit' };

interface Target {
  expr: string;
  legendFormat: string;
  refId: string;
}

const legend = (labels: readonly string[], more = ''): string => [...labels.map((label) => `{{${label}}}`), more].filter(Boolean).join(' ');

/** Only what the embedded receiver reads as well: rate, sum/max by, histogram_quantile. */
const targetsOf = (name: MetricName): Target[] => {
  const { kind, labels }: MetricDeclaration = metricTable[name];
  const by = ['service_name', ...labels.map(labelOf)];
  const series = prometheusName(name);
  if (kind === 'counter') return [{ expr: `sum by (${by.join(', ')}) (rate(${series}[5m]))`, legendFormat: legend(by), refId: 'A' }];
  if (kind === 'gauge') return [{ expr: `max by (${by.join(', ')}) (${series})`, legendFormat: legend(by), refId: 'A' }];
  return [0.5, 0.95, 0.99].map((q, at) => ({
    expr: `histogram_quantile(${q}, sum by (le, ${by.join(', ')}) (rate(${series}_bucket[5m])))`,
    legendFormat: legend(by, `p${q * 100}`),
    refId: 'ABC'.charAt(at),
  }));
};

const unitOf = ({ kind, unit }: MetricDeclaration): string => (kind === 'counter' ? 'cps' : (units[unit] ?? 'short'));

const panelOf = (name: MetricName, id: number, at: { x: number; y: number }) => ({
  id,
  type: 'timeseries',
  title: metricTable[name].says,
  description: name,
  datasource: { type: 'prometheus', uid: 'spil-metrics' },
  gridPos: { ...at, w: 12, h: 8 },
  fieldConfig: { defaults: { unit: unitOf(metricTable[name]), custom: { fillOpacity: 10 } }, overrides: [] },
  targets: targetsOf(name),
});

const chartUnits: Readonly<Record<ChartUnit, string>> = {
  seconds: 's',
  count: 'short',
  ratio: 'percentunit',
  bytes: 'bytes',
  perSecond: 'cps',
};

/** A chart of the console's operations pages, as a panel: the same queries, so that both show the same. */
const panelOfChart = ({ title: says, unit, series }: Chart, id: number, at: { x: number; y: number }) => ({
  id,
  type: 'timeseries',
  title: says,
  datasource: { type: 'prometheus', uid: 'spil-metrics' },
  gridPos: { ...at, w: 12, h: 8 },
  fieldConfig: { defaults: { unit: chartUnits[unit], custom: { fillOpacity: 10 } }, overrides: [] },
  targets: series.map(({ query: expr, legend: of }, n) => ({
    expr,
    legendFormat: of.replace(/\{(\w+)\}/g, '{{$1}}'),
    refId: 'ABC'.charAt(n),
  })),
});

/** The whole Grafana dashboard, from the console's charts and the table of metrics: a metric cannot be forgotten. */
export const dashboard = () => {
  const panels: unknown[] = [];
  const row = (name: string, y: number) =>
    panels.push({ id: panels.length + 1, type: 'row', title: name, collapsed: false, gridPos: { x: 0, y, w: 24, h: 1 }, panels: [] });
  const shared: Chart[] = Object.values(charts);
  row('What the console shows', 0);
  shared.forEach((one, at) => panels.push(panelOfChart(one, panels.length + 1, { x: (at % 2) * 12, y: 1 + Math.floor(at / 2) * 8 })));
  let y = 1 + Math.ceil(shared.length / 2) * 8;
  for (const { title: name, has } of rows) {
    const names = (Object.keys(metricTable) as MetricName[]).filter(has);
    row(name, y);
    y += 1;
    names.forEach((name, at) => panels.push(panelOf(name, panels.length + 1, { x: (at % 2) * 12, y: y + Math.floor(at / 2) * 8 })));
    y += Math.ceil(names.length / 2) * 8;
  }
  return {
    uid: 'spil',
    title,
    tags: ['spil'],
    timezone: 'browser',
    schemaVersion: 39,
    version: 1,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    panels,
  };
};
