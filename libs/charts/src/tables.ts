import type { ChartUnit } from './charts';

/** A table of present values: a row per combination of the labels, a column per query. */
export interface Table {
  by: readonly string[];
  columns: Readonly<Record<string, { unit: ChartUnit; query: string }>>;
}

const p95 = (buckets: string, by: string, window: string): string =>
  `histogram_quantile(0.95, sum by (le, ${by}) (rate(${buckets}[${window}])))`;

const durable = 'stream, consumer';

/** Every table of the operations pages. */
export const tables = {
  service: {
    by: ['service_name'],
    columns: {
      requests: { unit: 'seconds', query: p95('spil_request_duration_seconds_bucket', 'service_name', '5m') },
      database: { unit: 'seconds', query: p95('db_client_operation_duration_seconds_bucket', 'service_name', '5m') },
      redelivered: { unit: 'count', query: 'sum by (service_name) (increase(spil_messages_redelivered_total[1h]))' },
      busy: { unit: 'seconds', query: 'max by (service_name) (spil_eventloop_lag_p99_seconds)' },
      memory: { unit: 'bytes', query: 'max by (service_name) (spil_process_memory_bytes)' },
      lostSpans: { unit: 'count', query: 'sum by (service_name) (increase(spil_telemetry_spans_dropped_total[1h]))' },
    },
  },
  zone: {
    by: ['zone'],
    columns: {
      notes: { unit: 'count', query: 'sum by (zone) (increase(spil_notes_recorded_total[1h]))' },
      delivered: { unit: 'count', query: 'sum by (zone) (increase(spil_promise_street_to_screen_seconds_count[1h]))' },
      p95: { unit: 'seconds', query: p95('spil_promise_street_to_screen_seconds_bucket', 'zone', '1h') },
    },
  },
  durable: {
    by: ['stream', 'consumer'],
    columns: {
      pending: { unit: 'count', query: `max by (${durable}) (spil_consumer_pending)` },
      ackPending: { unit: 'count', query: `max by (${durable}) (spil_consumer_ack_pending)` },
      oldest: { unit: 'seconds', query: `max by (${durable}) (spil_consumer_oldest_age_seconds)` },
    },
  },
  stream: {
    by: ['stream'],
    columns: {
      messages: { unit: 'count', query: 'max by (stream) (spil_stream_messages)' },
      full: { unit: 'ratio', query: 'max by (stream) (spil_stream_bytes_ratio)' },
    },
  },
  relay: {
    by: ['service_name'],
    columns: {
      backlog: { unit: 'count', query: 'max by (service_name) (spil_relay_backlog)' },
      oldest: { unit: 'seconds', query: 'max by (service_name) (spil_relay_oldest_age_seconds)' },
    },
  },
  feed: {
    by: ['audience'],
    columns: { clients: { unit: 'count', query: 'sum by (audience) (spil_feed_clients)' } },
  },
} as const satisfies Record<string, Table>;

export type TableId = keyof typeof tables;
export type ColumnId = { [T in TableId]: keyof (typeof tables)[T]['columns'] }[TableId];
