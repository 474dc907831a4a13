import { createHash } from 'node:crypto';

export type Decision = 'shown' | 'redacted' | 'denied';

/**
 * One consultation of one record of one data subject, as the reading service states it. A list of 20 records is 20
 * lines (Logboek Dataverwerkingen, standards.md §9; LED art. 25). Codes and ids only: no name, no content.
 */
export interface ReadLine {
  /** The action: `read-note`, `list-inbox`, `deliver-frame`. */
  name: string;
  /** Who reads: the subject of the access token, or `service:<name>` where a service reads for itself. */
  actor: string;
  zone: string;
  /** URI or id of the processing activity in the register: our purpose catalogue. */
  processingActivity: string;
  /** Id of the data subject, or of the record when it has no subject of its own; kept only as a keyed pseudonym. */
  subject: string;
  /** What `subject` is: `note`, `item`, `person`, `call`. */
  subjectType: string;
  recordCategory: string;
  /** The policy rule that decided, and what it decided. */
  rule: string;
  decision: Decision;
  /** Why consulted: the task in hand (LED art. 25 §1). */
  reason: string;
  legalBasis: string;
  statusCode?: 'unset' | 'ok' | 'error';
  startTime?: string;
  /** Set when another organisation asked. */
  foreignOperation?: { traceId: string; spanId: string; entity: string };
  /** Default: a child of the active span. */
  trace?: { traceId: string; spanId: string; parentSpanId?: string };
}

/** A line as it is kept: `_id` is its place in the chain of its service (1, 2, …), `hash` covers everything else. */
export interface ChainedLine {
  _id: number;
  service: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTime: string;
  endTime: string;
  statusCode: 'unset' | 'ok' | 'error';
  foreignOperation?: { traceId: string; spanId: string; entity: string };
  processingActivity: string;
  subjectPseudonym: string;
  subjectType: string;
  actor: string;
  zone: string;
  recordCategory: string;
  rule: string;
  decision: Decision;
  reason: string;
  legalBasis: string;
  prevHash: string;
  hash: string;
}

/** A line that has no place in the chain yet. */
export type Unchained = Omit<ChainedLine, '_id' | 'prevHash' | 'hash'>;
export interface Head {
  seq: number;
  hash: string;
}

/** Same value, same text: keys in order, so that a store which reorders fields does not break the chain. */
export const canonical = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Where the chain of a service begins: two services' chains can never be exchanged, not even empty. */
export const genesis = (service: string): Head => ({ seq: 0, hash: sha256(`spil read log of ${service}`) });

/** SHA-256, in hex, of all of a line but its hash. */
export const hashOf = (line: Omit<ChainedLine, 'hash'> | ChainedLine): string => {
  const { hash: _, ...rest } = line as ChainedLine;
  return sha256(canonical(rest));
};

/** Gives lines their places after `head`. */
export const chain = (head: Head, lines: readonly Unchained[]): ChainedLine[] => {
  let { seq, hash: prevHash } = head;
  return lines.map((line) => {
    const placed = { ...line, _id: ++seq, prevHash };
    prevHash = hashOf(placed);
    return { ...placed, hash: prevHash };
  });
};

/** The line under the field names of Logboek Dataverwerkingen, for exchange with its tools. */
export const toLdv = (line: ChainedLine): Record<string, unknown> => ({
  trace_id: line.traceId,
  span_id: line.spanId,
  ...(line.parentSpanId ? { parent_span_id: line.parentSpanId } : {}),
  name: line.name,
  start_time: line.startTime,
  end_time: line.endTime,
  status_code: line.statusCode,
  ...(line.foreignOperation
    ? {
        foreign_operation: {
          trace_id: line.foreignOperation.traceId,
          span_id: line.foreignOperation.spanId,
          entity: line.foreignOperation.entity,
        },
      }
    : {}),
  'dpl.core.processing_activity_id': line.processingActivity,
  'dpl.core.data_subject_id': line.subjectPseudonym,
  'dpl.core.data_subject_id_type': line.subjectType,
  'spil.reason': line.reason,
  'spil.legal_basis': line.legalBasis,
  'spil.record_category': line.recordCategory,
  'spil.decision': line.decision,
  'spil.rule': line.rule,
  'spil.actor': line.actor,
  'spil.zone': line.zone,
});

type Ldv = Readonly<Record<string, unknown>>;

/**
 * The line that `toLdv` wrote, with what the log itself adds. A record with a field more or less, or another name, gives a line
 * whose own `toLdv` is not that record: who reads from elsewhere compares.
 */
export const fromLdv = (ldv: Ldv, placed: { service: string; seq: number; prevHash: string; hash: string }): ChainedLine => {
  const text = (name: string): string => ldv[name] as string;
  const foreign = ldv['foreign_operation'] as { trace_id: string; span_id: string; entity: string } | undefined;
  return {
    _id: placed.seq,
    service: placed.service,
    traceId: text('trace_id'),
    spanId: text('span_id'),
    ...(ldv['parent_span_id'] === undefined ? {} : { parentSpanId: text('parent_span_id') }),
    name: text('name'),
    startTime: text('start_time'),
    endTime: text('end_time'),
    statusCode: text('status_code') as ChainedLine['statusCode'],
    ...(foreign ? { foreignOperation: { traceId: foreign.trace_id, spanId: foreign.span_id, entity: foreign.entity } } : {}),
    processingActivity: text('dpl.core.processing_activity_id'),
    subjectPseudonym: text('dpl.core.data_subject_id'),
    subjectType: text('dpl.core.data_subject_id_type'),
    actor: text('spil.actor'),
    zone: text('spil.zone'),
    recordCategory: text('spil.record_category'),
    rule: text('spil.rule'),
    decision: text('spil.decision') as Decision,
    reason: text('spil.reason'),
    legalBasis: text('spil.legal_basis'),
    prevHash: placed.prevHash,
    hash: placed.hash,
  };
};
