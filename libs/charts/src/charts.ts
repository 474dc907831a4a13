/** What a value is, so that every page writes it alike. `count` is a number of things. */
export type ChartUnit = 'seconds' | 'count' | 'ratio' | 'bytes' | 'perSecond';

/** One query of a chart. `legend` names labels in braces: `{zone} {consumer}`. */
export interface ChartSeries {
  query: string;
  legend: string;
}

/** A plot over time, the same in the console's operations pages and in Grafana. */
export interface Chart {
  /** For Grafana and for developers; the console has words of its own per id. */
  title: string;
  unit: ChartUnit;
  series: readonly ChartSeries[];
}

const chart = (title: string, unit: ChartUnit, ...series: [legend: string, query: string][]): Chart => ({
  title,
  unit,
  series: series.map(([legend, query]) => ({ legend, query })),
});

/** The window that rates are taken over. */
export const windowOf = '5m';

const promise = 'spil_promise_street_to_screen_seconds_bucket';
const quantile = (q: number, by: string, buckets: string): string =>
  `histogram_quantile(${q}, sum by (le${by && `, ${by}`}) (rate(${buckets}[${windowOf}])))`;

/** Every chart by its id. Names of metrics come from libs/observability; a test compares them. */
export const charts = {
  promise: chart(
    'From the street to the screen',
    'seconds',
    ['p50', quantile(0.5, '', promise)],
    ['p95', quantile(0.95, '', promise)],
    ['p99', quantile(0.99, '', promise)],
  ),
  promiseByZone: chart('From the street to the screen, p95 by zone', 'seconds', ['{zone}', quantile(0.95, 'zone', promise)]),
  notes: chart('Notes accepted in five minutes, by zone', 'count', [
    '{zone}',
    `sum by (zone) (increase(spil_notes_recorded_total[${windowOf}]))`,
  ]),
  delivered: chart('Notes on a crew’s screen in five minutes, by zone', 'count', [
    '{zone}',
    `sum by (zone) (increase(spil_promise_street_to_screen_seconds_count[${windowOf}]))`,
  ]),
  waiting: chart(
    'Longest wait of a message',
    'seconds',
    ['outbox {service_name}', 'max by (service_name) (spil_relay_oldest_age_seconds)'],
    ['{stream} → {consumer}', 'max by (stream, consumer) (spil_consumer_oldest_age_seconds)'],
  ),
  relayBacklog: chart('Events committed and not yet published', 'count', ['{service_name}', 'max by (service_name) (spil_relay_backlog)']),
  relayAge: chart('Oldest event not yet published', 'seconds', ['{service_name}', 'max by (service_name) (spil_relay_oldest_age_seconds)']),
  consumerPending: chart('Messages a durable has not been given', 'count', [
    '{stream} → {consumer}',
    'max by (stream, consumer) (spil_consumer_pending)',
  ]),
  consumerAge: chart('Oldest message a durable has not settled', 'seconds', [
    '{stream} → {consumer}',
    'max by (stream, consumer) (spil_consumer_oldest_age_seconds)',
  ]),
  redelivered: chart('Messages seen more than once', 'perSecond', [
    '{service_name}',
    `sum by (service_name) (rate(spil_messages_redelivered_total[${windowOf}]))`,
  ]),
  handled: chart('Messages handled, by how it ended', 'perSecond', [
    '{service_name} {outcome}',
    `sum by (service_name, outcome) (rate(spil_messages_consumed_total[${windowOf}]))`,
  ]),
  streamMessages: chart('Messages in a stream', 'count', ['{stream}', 'max by (stream) (spil_stream_messages)']),
  streamFull: chart('Share of a stream’s bytes in use', 'ratio', ['{stream}', 'max by (stream) (spil_stream_bytes_ratio)']),
  streamLost: chart('Messages a stream lost', 'count', ['{stream}', 'max by (stream) (spil_stream_lost)']),
  database: chart('Database work, p95 by service', 'seconds', [
    '{service_name}',
    quantile(0.95, 'service_name', 'db_client_operation_duration_seconds_bucket'),
  ]),
  requests: chart('Requests over the bus, p95 by service', 'seconds', [
    '{service_name}',
    quantile(0.95, 'service_name', 'spil_request_duration_seconds_bucket'),
  ]),
  refused: chart('Reads refused in five minutes, by reason', 'count', [
    '{reason}',
    `sum by (reason) (increase(spil_reads_refused_total[${windowOf}]))`,
  ]),
  feedClients: chart('Open live feeds, by audience', 'count', ['{audience}', 'sum by (audience) (spil_feed_clients)']),
  feedFrames: chart('Frames per second, by outcome', 'perSecond', [
    '{outcome}',
    `sum by (outcome) (rate(spil_feed_frames_total[${windowOf}]))`,
  ]),
  feedsCut: chart('Feeds closed in five minutes', 'count', [
    'fell behind',
    `sum by (service_name) (increase(spil_feed_slow_clients_cut_total[${windowOf}]))`,
  ]),
  busy: chart('Event loop delay, p99 by service', 'seconds', ['{service_name}', 'max by (service_name) (spil_eventloop_lag_p99_seconds)']),
  lostSpans: chart('Spans lost in five minutes', 'count', [
    '{service_name}',
    `sum by (service_name) (increase(spil_telemetry_spans_dropped_total[${windowOf}]))`,
  ]),
} as const satisfies Record<string, Chart>;

export type ChartId = keyof typeof charts;
