import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { charts, figures, tables, type Chart, type Table } from '@spil/charts';
import { parse } from 'yaml';
import type { Seen } from './searched';

const folder = join(process.cwd(), 'deploy/observability');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface Rules {
  groups: { rules: { expr: string }[] }[];
}
interface Dashboard {
  panels: { targets?: { expr: string }[] }[];
}
interface Collector {
  processors: { tail_sampling: { policies: ({ type: string } & Record<string, { key?: string }>)[] } };
}

/** Every query the console asks, by the shared definition. */
export const queriesOfConsole = (): string[] => [
  ...Object.values<Chart>(charts).flatMap(({ series }) => series.map(({ query }) => query)),
  ...Object.values<Table>(tables).flatMap(({ columns }) => Object.values(columns).map(({ query }) => query)),
  ...Object.values(figures).map(({ query }) => query),
];

const queriesOfFiles = (): string[] => [
  ...(parse(read('prometheus/rules.yaml')) as Rules).groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ...(JSON.parse(read('grafana/dashboards/spil.json')) as Dashboard).panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
];

/** `metric` and `metric{label}` for everything a query names; each of ours names one metric. */
const namesIn = (query: string): string[] => {
  const [metric] = query.match(/\b(?:spil|http_server|messaging_client|db_client)_[a-z0-9_]+/) ?? [];
  if (metric === undefined) throw new Error(`no metric in "${query}"`);
  const grouped = [...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(',').map((label) => label.trim()));
  const matched = [...query.matchAll(/[{,]\s*([a-z_]+)\s*(?:=|!)/g)].map(([, label = '']) => label);
  return [metric, ...[...grouped, ...matched].map((label) => `${metric}{${label}}`)];
};

/** Asked for, and not there while nothing is wrong: why, by name. One that does appear must leave this list. */
export const onlyInTrouble: Readonly<Record<string, string>> = {
  spil_routing_decisions_total: 'counts frames the policy keeps from somebody whose feed is open: right after a right ended',
};

/** What charts, rules and dashboards ask of metrics, as `metric` and `metric{label}`. */
export const metricsAsked = (): Set<string> => new Set([...queriesOfConsole(), ...queriesOfFiles()].flatMap(namesIn));

/** Of what is asked for, what is not among `seen`; a metric that is not there at all is named without its labels. */
export const missingIn = (asked: ReadonlySet<string>, seen: ReadonlySet<string>): string[] =>
  [...asked].filter((name) => !seen.has(name) && (!name.includes('{') || seen.has(name.slice(0, name.indexOf('{'))))).sort();

/** The same of what was collected. */
export const metricsIn = (seen: readonly Seen[]): Set<string> => {
  const series = seen.flatMap(({ text }) => (JSON.parse(text) as { data: { result: { metric: Record<string, string> }[] } }).data.result);
  return new Set(
    series.flatMap(({ metric: { __name__: name = '', ...labels } }) => [
      name,
      ...Object.entries(labels).flatMap(([label, value]) => (value === '' ? [] : [`${name}{${label}}`])),
    ]),
  );
};

/** Attributes of spans that the collector decides by. */
export const attributesAsked = (): Set<string> => {
  const { policies } = (parse(read('collector.yaml')) as Collector).processors.tail_sampling;
  return new Set(policies.flatMap((policy) => policy[policy.type]?.key ?? []));
};

/** The same of what was collected. */
export const attributesIn = (seen: readonly Seen[]): Set<string> => {
  const traces = seen.flatMap(({ text }) => (JSON.parse(text) as { data: { spans: { tags: { key: string }[] }[] }[] }).data);
  return new Set(traces.flatMap(({ spans }) => spans.flatMap(({ tags }) => tags.map(({ key }) => key))));
};

/** `service.version` of every process that sent a span, by service. */
export const versionsIn = (seen: readonly Seen[]): Map<string, unknown> => {
  type Process = { serviceName: string; tags: { key: string; value: unknown }[] };
  const traces = seen.flatMap(({ text }) => (JSON.parse(text) as { data: { processes: Record<string, Process> }[] }).data);
  return new Map(
    traces
      .flatMap(({ processes }) => Object.values(processes))
      .map(({ serviceName, tags }) => [serviceName, tags.find(({ key }) => key === 'service.version')?.value]),
  );
};
