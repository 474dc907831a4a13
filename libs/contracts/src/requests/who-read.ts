import { z } from 'zod';
import { defineRequest } from '../define';
import { anId, at } from '../samples';
import { compile } from '../validate';
import { id, instantOf, serviceNames, slug } from '../vocabulary';

/** Words of a read log: codes of programs, never a text of people. */
const code = () => z.string().min(1).max(200);
const hash = () => z.string().regex(/^[0-9a-f]{64}$/);
const base64 = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .max(200);
const decision = () => z.enum(['shown', 'redacted', 'denied']);
const place = () => z.int().min(1);
const traceId = () => z.string().max(64);

/** A read of a record: who, what, why, by which rule. Never what was read. */
const readLine = z.strictObject({
  /** Its place in the log of its service: 1, 2, … */
  seq: place(),
  at: instantOf(),
  actor: z.string().max(120),
  /** What was done: `read-note`, `deliver-frame`, `who-read`. */
  action: code(),
  recordCategory: code(),
  /** What the record is to this service: `note`, `item`; `read-log` in a look. */
  subjectType: slug(),
  decision: decision(),
  rule: code(),
  /** The task in hand. */
  reason: code(),
  legalBasis: code(),
  processingActivity: code(),
  traceId: traceId(),
});

const lineSample: z.infer<typeof readLine> = {
  seq: 12,
  at,
  actor: 'inspector-1',
  action: 'read-note',
  recordCategory: 'H1',
  subjectType: 'note',
  decision: 'shown',
  rule: 'own-note',
  reason: 'wijk.read-note',
  legalBasis: 'wpa-44-1',
  processingActivity: 'wijk.read-note',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
};

const operation = z.strictObject({ trace_id: traceId(), span_id: traceId(), entity: code() });
/** A line under the field names of Logboek Dataverwerkingen, and ours beside them. */
const ldvLine = z.strictObject({
  trace_id: traceId(),
  span_id: traceId(),
  parent_span_id: traceId().optional(),
  name: code(),
  start_time: z.string().max(40),
  end_time: z.string().max(40),
  status_code: z.enum(['unset', 'ok', 'error']),
  foreign_operation: operation.optional(),
  'dpl.core.processing_activity_id': code(),
  'dpl.core.data_subject_id': hash(),
  'dpl.core.data_subject_id_type': slug(),
  'spil.reason': code(),
  'spil.legal_basis': code(),
  'spil.record_category': code(),
  'spil.decision': decision(),
  'spil.rule': code(),
  'spil.actor': z.string().max(120),
  'spil.zone': z.string().max(16),
});

/** What a service says of its log and of this answer, signed by it (libs/audit). */
const checkpoint = z.strictObject({
  service: z.enum(serviceNames),
  size: z.int().min(0),
  root: hash(),
  at: instantOf(),
  zone: z.string().max(16),
  asked: z.array(id()),
  subjectTypes: z.array(slug()),
  before: place().optional(),
  about: z.array(z.strictObject({ recordId: id(), subjectType: slug(), pseudonym: hash() })),
  lines: z.array(place()),
  more: z.boolean(),
  publicKey: base64(),
  fingerprint: hash(),
  signature: base64(),
});
const provedLine = z.strictObject({ seq: place(), line: ldvLine, prevHash: hash(), hash: hash(), path: z.array(hash()).max(64) });
const proof = z.strictObject({ checkpoint, lines: z.array(provedLine).max(200) });

/** Services that keep a read log of records people see. Mediation keeps one too: but for counts nothing ever leaves it (L22). */
export const readingServices = ['wijk', 'information-sharing', 'intervention', 'gateway'] as const;
export type ReadingService = (typeof readingServices)[number];

/** Looks are many and say little: they get a page of their own, or they would push the reads from theirs. */
export const mostLooks = 50;

const whoRead = (service: ReadingService) =>
  defineRequest(`${service}.who-read`, {
    purpose: 'administrative',
    callers: ['gateway'],
    summary: `Who read this record in ${service}, and why it was allowed, newest first; asking is logged too, and told apart (L10).`,
    roles: ['auditor'],
    http: { method: 'GET', path: `/v1/reads/${service}/:recordId`, success: 200 },
    idempotent: false,
    request: z.strictObject({
      recordId: id(),
      /** The same record under the names others know it by, as `related` tells. */
      also: z.array(id()).max(40).optional(),
      /** Only lines at places below this one. */
      before: place().optional(),
      /** With the proof of each line: to be kept, and verified without us. */
      proof: z.boolean().optional(),
    }),
    answer: z.strictObject({
      /** Reads, and attempts that were refused. */
      lines: z.array(readLine).max(200),
      /** Older ones are there. */
      more: z.boolean(),
      /** Who looked at this account, newest first, and whether older looks are there; told beside the newest reads only. */
      looks: z.strictObject({ lines: z.array(readLine).max(mostLooks), more: z.boolean() }).optional(),
      /** What was made of the record, or what it was made of, as far as this service knows. */
      related: z.array(z.strictObject({ recordId: id(), subjectType: slug() })).max(40),
      proof: proof.optional(),
      asOf: instantOf(),
    }),
    problems: ['read-not-logged', 'read-log-broken', 'read-log-key-changed'],
    sample: {
      request: { recordId: anId(1) },
      answer: { lines: [lineSample], more: false, looks: { lines: [], more: false }, related: [], asOf: at },
    },
  });

export const whoReadWijk = whoRead('wijk');
export const whoReadInformationSharing = whoRead('information-sharing');
export const whoReadIntervention = whoRead('intervention');
/** Of what live feeds delivered. The gateway asks itself: this never goes over the bus. */
export const whoReadGateway = whoRead('gateway');

/** Where a long account was cut: the file holds the lines of this service at this place and above, and none below. */
const cut = z.strictObject({ service: z.enum(readingServices), seq: place(), at: instantOf() });
/** What one may take away: the proofs of one or more services, to be verified by `npm run audit -- prove`. */
const proofFile = z.strictObject({
  format: z.literal('spil-read-proof/1'),
  proofs: z.array(proof).min(1),
  /** Absent: nothing was cut. */
  cutAt: z.array(cut).min(1).optional(),
});
export type ReadProofFile = z.infer<typeof proofFile>;
/** Is this such a file, with nothing more and nothing less in it? */
export const validateReadProofFile = compile<ReadProofFile>(proofFile, 'read-proof-file');
