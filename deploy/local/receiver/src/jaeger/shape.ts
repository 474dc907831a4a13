import type { StoredSpan } from '../otlp/spans';
import type { Value } from '../otlp/read';

// The shapes of Jaeger's query API (model/json), as its own pages and Grafana read them.
export interface JaegerTag {
  key: string;
  type: 'string' | 'bool' | 'float64' | 'int64';
  value: Value;
}
export interface JaegerReference {
  refType: 'CHILD_OF' | 'FOLLOWS_FROM';
  traceID: string;
  spanID: string;
}
export interface JaegerSpan {
  traceID: string;
  spanID: string;
  operationName: string;
  references: JaegerReference[];
  startTime: number;
  duration: number;
  tags: JaegerTag[];
  logs: [];
  processID: string;
  warnings: null;
}
export interface JaegerTrace {
  traceID: string;
  spans: JaegerSpan[];
  processes: Record<string, { serviceName: string; tags: JaegerTag[] }>;
  warnings: null;
}

const kinds = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

const typeOf = (value: Value): JaegerTag['type'] => {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Number.isInteger(value) ? 'int64' : 'float64';
};
const tag = ([key, value]: [string, Value]): JaegerTag => ({ key, type: typeOf(value), value });

const tagsOf = (span: StoredSpan): JaegerTag[] => {
  const tags = Object.entries(span.attributes).map(tag);
  const kind = kinds[span.kind];
  if (kind) tags.push(tag(['span.kind', kind]));
  if (span.failed) tags.push(tag(['error', true]), tag(['otel.status_code', 'ERROR']));
  return tags;
};

const referencesOf = ({ traceId, parentId, links }: StoredSpan): JaegerReference[] => [
  ...(parentId ? [{ refType: 'CHILD_OF' as const, traceID: traceId, spanID: parentId }] : []),
  ...links.map((link) => ({ refType: 'FOLLOWS_FROM' as const, traceID: link.traceId, spanID: link.spanId })),
];

/** One trace in Jaeger's shape; every service (and version) is one process. */
export const jaegerTrace = (spans: readonly StoredSpan[]): JaegerTrace => {
  const processes: JaegerTrace['processes'] = {};
  const ids = new Map<string, string>();
  const processOf = ({ service, version }: StoredSpan): string => {
    const key = `${service}\n${version ?? ''}`;
    const known = ids.get(key);
    if (known) return known;
    const id = `p${ids.size + 1}`;
    ids.set(key, id);
    processes[id] = { serviceName: service, tags: version === undefined ? [] : [tag(['service.version', version])] };
    return id;
  };
  const shaped = spans.map((span): JaegerSpan => {
    const { traceId: traceID, spanId: spanID, name: operationName, start: startTime, duration } = span;
    const base = { traceID, spanID, operationName, references: referencesOf(span), startTime, duration };
    return { ...base, tags: tagsOf(span), logs: [], processID: processOf(span), warnings: null };
  });
  return { traceID: spans[0]?.traceId ?? '', spans: shaped, processes, warnings: null };
};

export interface Dependency {
  parent: string;
  child: string;
  callCount: number;
}

/** Which service calls which, counted over traces: a child span of another service is one call. */
export const dependenciesOf = (traces: readonly (readonly StoredSpan[])[]): Dependency[] => {
  const counts = new Map<string, Dependency>();
  for (const spans of traces) {
    const owner = new Map(spans.map((span) => [span.spanId, span.service]));
    for (const { parentId, service: child } of spans) {
      const parent = parentId === undefined ? undefined : owner.get(parentId);
      if (parent === undefined || parent === child) continue;
      const key = `${parent}\n${child}`;
      const edge = counts.get(key) ?? { parent, child, callCount: 0 };
      edge.callCount++;
      counts.set(key, edge);
    }
  }
  return [...counts.values()];
};
