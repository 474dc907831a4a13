// Field numbers of opentelemetry-proto 1.x (trace/v1, metrics/v1, common/v1, resource/v1): only what is kept.
import type { Field, FieldKind, MessageShape } from './wire';

const one = (name: string, kind: FieldKind): Field => ({ name, kind });
const many = (name: string, kind: FieldKind): Field => ({ name, kind, many: true });
const shape = (make: () => Record<number, Field>): MessageShape => {
  let made: Record<number, Field> | undefined;
  return () => (made ??= make());
};

const anyValue: MessageShape = shape(() => ({
  1: one('stringValue', 'string'),
  2: one('boolValue', 'bool'),
  3: one('intValue', 'int'),
  4: one('doubleValue', 'double'),
  5: one('arrayValue', arrayValue),
}));
const arrayValue: MessageShape = shape(() => ({ 1: many('values', anyValue) }));
const keyValue = shape(() => ({ 1: one('key', 'string'), 2: one('value', anyValue) }));
const resource = shape(() => ({ 1: many('attributes', keyValue) }));

const link = shape(() => ({ 1: one('traceId', 'hex'), 2: one('spanId', 'hex') }));
const status = shape(() => ({ 3: one('code', 'enum') }));
const span = shape(() => ({
  1: one('traceId', 'hex'),
  2: one('spanId', 'hex'),
  4: one('parentSpanId', 'hex'),
  5: one('name', 'string'),
  6: one('kind', 'enum'),
  7: one('startTimeUnixNano', 'fixed64'),
  8: one('endTimeUnixNano', 'fixed64'),
  9: many('attributes', keyValue),
  13: many('links', link),
  15: one('status', status),
}));
const scopeSpans = shape(() => ({ 2: many('spans', span) }));
const resourceSpans = shape(() => ({ 1: one('resource', resource), 2: many('scopeSpans', scopeSpans) }));
/** ExportTraceServiceRequest. */
export const traceRequest = shape(() => ({ 1: many('resourceSpans', resourceSpans) }));

const numberPoint = shape(() => ({
  3: one('timeUnixNano', 'fixed64'),
  4: one('asDouble', 'double'),
  6: one('asInt', 'sfixed64'),
  7: many('attributes', keyValue),
}));
const histogramPoint = shape(() => ({
  3: one('timeUnixNano', 'fixed64'),
  4: one('count', 'fixed64'),
  5: one('sum', 'double'),
  6: many('bucketCounts', 'fixed64'),
  7: many('explicitBounds', 'double'),
  9: many('attributes', keyValue),
}));
const gauge = shape(() => ({ 1: many('dataPoints', numberPoint) }));
const sum = shape(() => ({ 1: many('dataPoints', numberPoint), 2: one('aggregationTemporality', 'enum'), 3: one('isMonotonic', 'bool') }));
const histogram = shape(() => ({ 1: many('dataPoints', histogramPoint), 2: one('aggregationTemporality', 'enum') }));
const metric = shape(() => ({
  1: one('name', 'string'),
  3: one('unit', 'string'),
  5: one('gauge', gauge),
  7: one('sum', sum),
  9: one('histogram', histogram),
}));
const scopeMetrics = shape(() => ({ 2: many('metrics', metric) }));
const resourceMetrics = shape(() => ({ 1: one('resource', resource), 2: many('scopeMetrics', scopeMetrics) }));
/** ExportMetricsServiceRequest. */
export const metricsRequest = shape(() => ({ 1: many('resourceMetrics', resourceMetrics) }));
