import { attributes, list, type Loose, micros, number, object, string, type Value } from './read';

/** A span as it is kept. Times in microseconds. */
export interface StoredSpan {
  traceId: string;
  spanId: string;
  parentId?: string;
  service: string;
  version?: string;
  name: string;
  kind: number;
  start: number;
  duration: number;
  attributes: Record<string, Value>;
  links: { traceId: string; spanId: string }[];
  failed: boolean;
}

const traceId = (value: unknown): string => (/^[0-9a-f]{32}$/i.test(string(value)) ? string(value).toLowerCase() : '');
const spanId = (value: unknown): string => (/^[0-9a-f]{16}$/i.test(string(value)) ? string(value).toLowerCase() : '');

const timesOf = (span: Loose): { start: number; duration: number } | undefined => {
  const start = micros(span['startTimeUnixNano']);
  const end = micros(span['endTimeUnixNano']);
  return start === undefined ? undefined : { start, duration: Math.max(0, (end ?? start) - start) };
};

const spanOf = (span: Loose, owner: { service: string; version?: string }): StoredSpan | undefined => {
  const ids = { traceId: traceId(span['traceId']), spanId: spanId(span['spanId']) };
  const times = timesOf(span);
  if (ids.traceId === '' || ids.spanId === '' || !times) return undefined;
  const parentId = spanId(span['parentSpanId']);
  const links = list(span['links']).map((link) => ({ traceId: traceId(link['traceId']), spanId: spanId(link['spanId']) }));
  return {
    ...ids,
    ...owner,
    ...times,
    ...(parentId ? { parentId } : {}),
    name: string(span['name']).slice(0, 200) || 'unnamed',
    kind: number(span['kind']) ?? 0,
    attributes: attributes(span['attributes']),
    links: links.filter((link) => link.traceId !== '' && link.spanId !== '').slice(0, 128),
    failed: number(object(span['status'])['code']) === 2,
  };
};

/** The spans of an ExportTraceServiceRequest, and how many were not spans. */
export const spansOf = (request: Loose): { spans: StoredSpan[]; rejected: number } => {
  const spans: StoredSpan[] = [];
  let rejected = 0;
  for (const resourceSpans of list(request['resourceSpans'])) {
    const about = attributes(object(resourceSpans['resource'])['attributes']);
    const version = about['service.version'];
    const owner = { service: String(about['service.name'] ?? 'unknown'), ...(version === undefined ? {} : { version: String(version) }) };
    for (const span of list(resourceSpans['scopeSpans']).flatMap((scope) => list(scope['spans']))) {
      const read = spanOf(span, owner);
      if (read) spans.push(read);
      else rejected++;
    }
  }
  return { spans, rejected };
};
