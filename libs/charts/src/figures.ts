import type { ChartUnit } from './charts';

/** One number of the overview, now; `good` says up to where nobody needs to look. */
export interface Figure {
  title: string;
  unit: ChartUnit;
  query: string;
  good?: number;
}

const hour = '1h';
const promise = (q: number): string =>
  `histogram_quantile(${q}, sum by (le) (rate(spil_promise_street_to_screen_seconds_bucket[${hour}])))`;

/** What the overview says in figures: the promise first, then what threatens it. */
export const figures = {
  notes: { title: 'Notes in an hour', unit: 'count', query: `sum(increase(spil_notes_recorded_total[${hour}]))` },
  delivered: {
    title: 'On a crew’s screen in an hour',
    unit: 'count',
    query: `sum(increase(spil_promise_street_to_screen_seconds_count[${hour}]))`,
  },
  p50: { title: 'p50', unit: 'seconds', query: promise(0.5) },
  // Half a second is what people take for "at once"; the alert SlowToScreen begins at two.
  p95: { title: 'p95', unit: 'seconds', query: promise(0.95), good: 2 },
  p99: { title: 'p99', unit: 'seconds', query: promise(0.99), good: 5 },
  oldestInOutbox: { title: 'Oldest in an outbox', unit: 'seconds', query: 'max(spil_relay_oldest_age_seconds)', good: 30 },
  oldestInStream: { title: 'Oldest in a stream', unit: 'seconds', query: 'max(spil_consumer_oldest_age_seconds)', good: 30 },
  deadLetters: { title: 'Dead letters', unit: 'count', query: 'sum(max by (consumer, reason) (spil_dead_letters_waiting))', good: 0 },
  refused: { title: 'Reads refused in an hour', unit: 'count', query: `sum(increase(spil_reads_refused_total[${hour}]))` },
  feeds: { title: 'Open live feeds', unit: 'count', query: 'sum(spil_feed_clients)' },
  lostSpans: {
    title: 'Spans lost in an hour',
    unit: 'count',
    query: `sum(increase(spil_telemetry_spans_dropped_total[${hour}]))`,
    good: 0,
  },
  database: {
    title: 'Database, p95',
    unit: 'seconds',
    query: 'histogram_quantile(0.95, sum by (le) (rate(db_client_operation_duration_seconds_bucket[5m])))',
    good: 0.2,
  },
} as const satisfies Record<string, Figure>;

export type FigureId = keyof typeof figures;
