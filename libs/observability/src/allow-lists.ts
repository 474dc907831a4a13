/**
 * What may leave the process as telemetry: names that stand here, with values of the declared shape. Everything else
 * is dropped and counted, so that a forgotten name cannot carry a person (standards.md §8; LED art. 29).
 */
export type AllowedValue = string | number | boolean;
type Check = (value: unknown) => boolean;

/** Ids, codes, subjects, templates: no blanks, so no name, address or sentence fits. */
const token = /^[A-Za-z0-9_.:{}$*>/-]{1,160}$/;
const isToken: Check = (value) => typeof value === 'string' && token.test(value);
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isFlag: Check = (value) => typeof value === 'boolean';
const isTokenOrNumber: Check = (value) => isToken(value) || isNumber(value);

const tokenAttributes = [
  ...(['messaging.system', 'messaging.operation.type', 'messaging.operation.name', 'messaging.destination.name'] as const),
  ...(['messaging.destination.template', 'messaging.destination.subscription.name', 'messaging.consumer.group.name'] as const),
  ...(['messaging.message.id', 'messaging.message.conversation_id', 'error.type', 'url.scheme', 'server.address'] as const),
  ...(['http.request.method', 'http.route', 'network.protocol.version', 'db.system.name', 'db.collection.name'] as const),
  ...(['db.operation.name', 'db.namespace', 'spil.use_case', 'spil.verb', 'spil.zone', 'spil.audience', 'spil.rule'] as const),
  ...(['spil.decision', 'spil.outcome', 'spil.reason', 'spil.level', 'spil.note_id', 'spil.item_id', 'spil.briefing_id'] as const),
  ...(['spil.call_id', 'spil.aggregate_id', 'spil.event_type', 'spil.purpose', 'spil.problem', 'spil.role', 'spil.frame'] as const),
] as const;
const numberAttributes = [
  ...(['messaging.message.body.size', 'messaging.batch.message_count', 'http.response.status_code', 'server.port'] as const),
  ...(['spil.delivery.count', 'spil.outbox.waited_ms', 'spil.feed.clients', 'spil.count', 'spil.bytes', 'spil.version'] as const),
] as const;
const flagAttributes = ['spil.replayed', 'spil.duplicate'] as const;

const tokenFields = [
  ...(['noteId', 'itemId', 'briefingId', 'callId', 'reportId', 'requestId', 'aggregateId', 'eventId', 'messageId'] as const),
  ...(['subscriptionId', 'event', 'subject', 'stream', 'consumer', 'durable', 'service', 'zone', 'audience', 'team'] as const),
  ...(['useCase', 'route', 'method', 'verb', 'outcome', 'reason', 'rule', 'decision', 'code', 'version', 'provider'] as const),
  ...(['collection', 'database', 'index', 'context', 'signal', 'state', 'traceId', 'spanId', 'host', 'kind', 'from', 'to'] as const),
  ...(['check', 'instance', 'purpose', 'variable', 'type', 'hop', 'producer', 'dependency'] as const),
] as const;
const numberFields = [
  ...(['count', 'attempt', 'attempts', 'deliveries', 'durationMs', 'delayMs', 'port', 'pid', 'bytes', 'sequence'] as const),
  ...(['backlog', 'ageMs', 'clients', 'documents', 'pending', 'left', 'inFlight'] as const),
] as const;
const tokenOrNumberFields = ['status', 'limit', 'size', 'position'] as const;
const flagFields = ['ready', 'duplicate', 'replayed', 'active', 'up', 'paused', 'first'] as const;

type OneOf<L extends readonly string[]> = L[number];
/** The names a span may carry; the compiler refuses others, the exporter drops what got around it. */
export type SpanAttributeName = OneOf<typeof tokenAttributes> | OneOf<typeof numberAttributes> | OneOf<typeof flagAttributes>;
/** The names a log line may carry, beside `err`. */
export type LogFieldName =
  OneOf<typeof tokenFields> | OneOf<typeof numberFields> | OneOf<typeof tokenOrNumberFields> | OneOf<typeof flagFields>;

const each = (check: Check, names: readonly string[]): [string, Check][] => names.map((name) => [name, check]);

/** Span attributes: OpenTelemetry's own names where they exist, `spil.` for ours. */
export const spanAttributes: ReadonlyMap<string, Check> = new Map([
  ...each(isToken, tokenAttributes),
  ...each(isNumber, numberAttributes),
  ...each(isFlag, flagAttributes),
]);

/** Log fields. Error objects go under `err` and lose their text (see error-shape.ts). */
export const logFields: ReadonlyMap<string, Check> = new Map([
  ...each(isToken, tokenFields),
  ...each(isNumber, numberFields),
  ...each(isTokenOrNumber, tokenOrNumberFields),
  ...each(isFlag, flagFields),
]);

/** Label values are tokens too, and short: a label is a dimension, never an identity. */
export const labelFits: Check = (value) => isNumber(value) || (isToken(value) && (value as string).length <= 100);

/** Thrown in tests where a running service would drop and count. */
export class NotAllowedInTelemetry extends Error {
  readonly code = 'observability.not-allowed';
  constructor(what: 'attribute' | 'label' | 'log field' | 'span name', name: string) {
    super(
      `${what} ${name} is not on the allow-list, or its value does not have the declared shape: add it in libs/observability/src/allow-lists.ts or leave it out`,
    );
    this.name = 'NotAllowedInTelemetry';
  }
}

const dropped = { attributes: 0, labels: 0, fields: 0 };
let strict = false;

/** Tests switch this on: what a service would drop becomes an error. */
export const throwOnUnlisted = (on: boolean): void => {
  strict = on;
};

/** How much was withheld since the start of the process, by kind. */
export const withheld = (): Readonly<typeof dropped> => ({ ...dropped });

/** Counts something withheld, or throws in tests. */
export const withhold = (what: 'attribute' | 'label' | 'log field' | 'span name', name: string): void => {
  if (strict) throw new NotAllowedInTelemetry(what, name);
  if (what === 'label') dropped.labels++;
  else if (what === 'log field') dropped.fields++;
  else dropped.attributes++;
};

/** True when tests asked for errors; lets hot paths skip the early check. */
export const isStrict = (): boolean => strict;
