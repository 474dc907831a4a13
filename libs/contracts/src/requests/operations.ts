import { z } from 'zod';
import { defineRequest } from '../define';
import { id, instantOf, serviceNames, slug } from '../vocabulary';
import { anId, at } from '../samples';

const common = { purpose: 'service', callers: ['gateway'], roles: ['operator'], idempotent: false } as const;

/** Why a letter is dropped: a closed list, so that nobody writes what the message said. */
export const dropReasons = ['handledByHand', 'duplicate', 'obsolete', 'forged', 'test'] as const;

/** A message that was put aside: where it came from and why, never what it says. */
const deadLetter = z.strictObject({
  number: z.int().min(1),
  /** The service that could not handle it. */
  service: z.enum(serviceNames),
  /** When it was put aside. */
  at: instantOf(),
  reason: z.strictObject({
    kind: z.enum(['undecodable', 'invalid', 'forged', 'no-route', 'failed', 'killed-process', 'max-deliveries']),
    code: z.string().max(120).optional(),
    attempts: z.int().min(0).optional(),
    /** Where the schema was broken: pointers and rules, never values. */
    violations: z
      .array(z.strictObject({ path: z.string().max(200), rule: z.string().max(60) }))
      .max(20)
      .optional(),
  }),
  stream: z.string().max(120),
  sequence: z.int().min(0),
  deliveries: z.int().min(0),
  /** `note-recorded`, `briefing`: the word of the contract in the subject. */
  message: slug().optional(),
  eventId: id().optional(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  /** False when its body or its producer's signature is gone: it can only be dropped. */
  replayable: z.boolean(),
});
const letterSample = {
  number: 7,
  service: 'information-sharing' as const,
  at,
  reason: { kind: 'failed' as const, code: 'TypeError', attempts: 6 },
  stream: 'EVENTS_WIJK',
  sequence: 1204,
  deliveries: 6,
  message: 'note-recorded',
  eventId: anId(8),
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  replayable: true,
};

export const listDeadLetters = defineRequest('operations.list-dead-letters', {
  ...common,
  summary: 'Messages of the zone that were put aside, newest first: structure and reason, never content.',
  http: { method: 'GET', path: '/v1/operations/dead-letters', success: 200 },
  request: z.strictObject({}),
  answer: z.strictObject({ letters: z.array(deadLetter).max(200), waiting: z.int().min(0), asOf: instantOf() }),
  problems: [],
  sample: { request: {}, answer: { letters: [letterSample], waiting: 1, asOf: at } },
});

const ofLetter = { number: z.int().min(1) };

export const replayDeadLetter = defineRequest('operations.replay-dead-letter', {
  ...common,
  summary: 'Give a dead letter back to the one service that could not handle it; should it fail again it comes back as a new one.',
  http: { method: 'POST', path: '/v1/operations/dead-letters/:number/replay', success: 200 },
  request: z.strictObject(ofLetter),
  answer: z.strictObject({ number: z.int(), replayedAt: instantOf() }),
  problems: ['operations.no-such-letter', 'operations.not-replayable'],
  sample: { request: { number: 7 }, answer: { number: 7, replayedAt: at } },
});

export const dropDeadLetter = defineRequest('operations.drop-dead-letter', {
  ...common,
  summary: 'Take a dead letter out for good, with the reason; who did it and why is kept.',
  http: { method: 'POST', path: '/v1/operations/dead-letters/:number/drop', success: 200 },
  request: z.strictObject({ ...ofLetter, reason: z.enum(dropReasons) }),
  answer: z.strictObject({ number: z.int(), droppedAt: instantOf() }),
  problems: ['operations.no-such-letter'],
  sample: { request: { number: 7, reason: 'duplicate' }, answer: { number: 7, droppedAt: at } },
});
