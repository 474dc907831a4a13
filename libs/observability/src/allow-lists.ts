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

const each = (check: Check, ...names: string[]): [string, Check][] => names.map((name) => [name, check]);

/** Span attributes: OpenTelemetry's own names where they exist, `spil.` for ours. */
export const spanAttributes: ReadonlyMap<string, Check> = new Map([
  ...each(isToken, 'messaging.system', 'messaging.operation.type', 'messaging.operation.name', 'messaging.destination.name'),
  ...each(isToken, 'messaging.destination.template', 'messaging.destination.subscription.name', 'messaging.consumer.group.name'),
  ...each(isToken, 'messaging.message.id', 'messaging.message.conversation_id', 'error.type'),
  ...each(isNumber, 'messaging.message.body.size', 'messaging.batch.message_count', 'spil.delivery.count', 'spil.outbox.waited_ms'),
  ...each(isToken, 'http.request.method', 'http.route', 'url.scheme', 'server.address', 'network.protocol.version'),
  ...each(isNumber, 'http.response.status_code', 'server.port', 'spil.feed.clients', 'spil.count', 'spil.bytes', 'spil.version'),
  ...each(isToken, 'db.system.name', 'db.collection.name', 'db.operation.name', 'db.namespace'),
  ...each(
    isToken,
    'spil.use_case',
    'spil.zone',
    'spil.audience',
    'spil.rule',
    'spil.decision',
    'spil.outcome',
    'spil.reason',
    'spil.level',
  ),
  ...each(
    isToken,
    'spil.note_id',
    'spil.item_id',
    'spil.briefing_id',
    'spil.call_id',
    'spil.aggregate_id',
    'spil.event_type',
    'spil.purpose',
  ),
  ...each(isToken, 'spil.problem', 'spil.role', 'spil.frame'),
  ...each(isFlag, 'spil.replayed', 'spil.duplicate'),
]);

/** Log fields. Error objects go under `err` and lose their text (see error-shape.ts). */
export const logFields: ReadonlyMap<string, Check> = new Map([
  ...each(
    isToken,
    'noteId',
    'itemId',
    'briefingId',
    'callId',
    'reportId',
    'requestId',
    'aggregateId',
    'eventId',
    'messageId',
    'subscriptionId',
  ),
  ...each(
    isToken,
    'event',
    'subject',
    'stream',
    'consumer',
    'durable',
    'service',
    'zone',
    'audience',
    'team',
    'useCase',
    'route',
    'method',
  ),
  ...each(
    isToken,
    'verb',
    'outcome',
    'reason',
    'rule',
    'decision',
    'code',
    'version',
    'provider',
    'collection',
    'database',
    'index',
    'context',
  ),
  ...each(isToken, 'signal', 'state', 'traceId', 'spanId', 'host', 'kind', 'from', 'to', 'check', 'instance', 'purpose', 'variable'),
  ...each(
    isNumber,
    'count',
    'attempt',
    'attempts',
    'durationMs',
    'delayMs',
    'port',
    'pid',
    'bytes',
    'sequence',
    'backlog',
    'ageMs',
    'clients',
  ),
  ...each(isTokenOrNumber, 'status', 'limit', 'size', 'position'),
  ...each(isFlag, 'ready', 'duplicate', 'replayed', 'active'),
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
