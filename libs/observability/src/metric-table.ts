/** One instrument as declared: dashboards, alert rules and the allow-list of labels come from this table. */
export interface MetricDeclaration {
  kind: 'counter' | 'gauge' | 'histogram';
  /** UCUM unit; `s` for seconds, `By` for bytes, `{…}` for things counted. */
  unit: string;
  says: string;
  labels: readonly string[];
}

const counter = <const L extends string>(says: string, unit: string, ...labels: L[]) => ({ kind: 'counter' as const, unit, says, labels });
const gauge = <const L extends string>(says: string, unit: string, ...labels: L[]) => ({ kind: 'gauge' as const, unit, says, labels });
const histogram = <const L extends string>(says: string, ...labels: L[]) => ({ kind: 'histogram' as const, unit: 's', says, labels });

/** Every metric of the suite. The service itself is `service.name` of the resource, never a label here. */
export const metricTable = {
  'spil.relay.backlog': gauge('Events committed and not yet published', '{event}'),
  'spil.relay.oldest_age': gauge('Age of the oldest event not yet published', 's'),
  'spil.messages.published': counter('Messages acknowledged or refused by the broker', '{message}', 'destination', 'outcome'),
  'spil.messages.consumed': counter('Messages handled, by how it ended: handled, retried, dead', '{message}', 'consumer', 'outcome'),
  'spil.messages.redelivered': counter('Messages seen more than once', '{message}', 'consumer'),
  'spil.dead_letters': counter('Messages given up, by reason: schema, forged, attempts, killed', '{message}', 'consumer', 'reason'),
  'spil.consumer.pending': gauge('Messages a durable has not yet been given', '{message}', 'stream', 'consumer'),
  'spil.consumer.ack_pending': gauge('Messages given and not yet settled', '{message}', 'stream', 'consumer'),
  'spil.stream.bytes_ratio': gauge('Share of a stream’s byte limit in use', '1', 'stream'),
  'spil.consumer.oldest_age': gauge('How long the oldest message a durable has not settled waits', 's', 'stream', 'consumer'),
  'spil.stream.messages': gauge('Messages in a stream', '{message}', 'stream'),
  'spil.stream.lost': gauge(
    'Messages a stream of events or of a feed is known to have lost; 1 when it is not there',
    '{message}',
    'stream',
  ),
  'spil.dead_letters.waiting': gauge('Dead letters nobody has replayed or dropped', '{message}', 'consumer', 'reason'),
  'spil.notes.recorded': counter('Notes accepted', '{note}', 'zone'),
  'spil.feed.clients': gauge('Open live feeds', '{client}', 'audience'),
  'spil.feed.frames': counter('Frames per browser: sent, withheld, reset', '{frame}', 'outcome'),
  'spil.feed.slow_clients_cut': counter('Feeds closed because the reader fell behind', '{client}'),
  'spil.feed.revoked': counter('Feeds closed because a right ended', '{client}', 'reason'),
  'spil.reads.refused': counter('Reads refused: policy, caller, readlog', '{read}', 'reason'),
  'spil.readlog.lines': counter('Read-log lines made durable', '{line}'),
  'spil.readlog.broken': gauge('1 while the read log is known not to be as it was written', '{log}'),
  'spil.readlog.queue': gauge('Read-log lines waiting to become durable', '{line}'),
  'spil.routing.decisions': counter('Decisions of the policy, by rule', '{decision}', 'rule', 'decision'),
  'spil.promise.street_to_screen': histogram('From the note’s acceptance to the frame on a screen', 'audience', 'zone'),
  'spil.request.duration': histogram('Requests over the bus, as the answering service sees them', 'verb', 'outcome'),
  'http.server.request.duration': histogram('HTTP requests', 'http.request.method', 'http.route', 'http.response.status_code'),
  'messaging.client.operation.duration': histogram(
    'Broker operations',
    'messaging.operation.name',
    'messaging.destination.template',
    'outcome',
  ),
  'db.client.operation.duration': histogram('Database work, as the service waits for it', 'db.collection.name'),
  'spil.eventloop.lag_p99': gauge('Event loop delay, 99th percentile since the last reading', 's'),
  'spil.process.memory': gauge('Resident memory', 'By'),
  'spil.telemetry.spans_dropped': counter('Spans lost: queue full, export failed, or not kept by the receiver', '{span}'),
  'spil.telemetry.withheld': counter('Attributes, labels and log fields outside the allow-list', '{item}', 'kind'),
} satisfies Record<string, MetricDeclaration>;

export type MetricTable = typeof metricTable;
export type MetricName = keyof MetricTable;
export type NameOfKind<K extends MetricDeclaration['kind']> = {
  [N in MetricName]: MetricTable[N]['kind'] extends K ? N : never;
}[MetricName];
export type LabelsOf<N extends MetricName> = Readonly<Partial<Record<MetricTable[N]['labels'][number], string | number>>>;

/** Histogram bounds in seconds, as the OpenTelemetry messaging and HTTP conventions ask. */
export const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** The name Prometheus knows a metric by: dots become underscores, the unit and `_total` follow. */
export const prometheusName = (name: MetricName): string => {
  const { kind, unit } = metricTable[name];
  const suffix = unit === 's' ? '_seconds' : unit === 'By' ? '_bytes' : unit === '1' ? '_ratio' : '';
  const base = name.replace(/[.]/g, '_');
  const withUnit = suffix && !base.endsWith(suffix) ? `${base}${suffix}` : base;
  return kind === 'counter' ? `${withUnit}_total` : withUnit;
};
