import { z } from 'zod';
import { defineRequest } from '../define';
import { aPoint, anId, at } from '../samples';
import { dailyContactChannels, feelings, id, instantOf, point, wijkId } from '../vocabulary';

const common = { purpose: 'service', callers: ['gateway'], roles: ['inspector', 'team-chief'] } as const;

/** A contact names nobody: there is no field for it. The place is kept rounded, because an exact one at a door is a person. */
export const recordDailyContact = defineRequest('wijk.record-daily-contact', {
  ...common,
  summary: 'Record a daily contact with a feeling signal in ten seconds; nobody is named (W77).',
  http: { method: 'POST', path: '/v1/daily-contacts', success: 201 },
  idempotent: true,
  request: z.strictObject({
    /** Where I am, or, when the device does not know, in which wijk. */
    place: z.union([z.strictObject({ point: point() }), z.strictObject({ wijkId: wijkId() })]),
    channel: z.enum(dailyContactChannels),
    feeling: z.enum(feelings),
    at: instantOf(),
  }),
  answer: z.strictObject({ contactId: id(), wijkId: wijkId(), wijkName: z.string(), recordedAt: instantOf() }),
  problems: ['wijk.place-outside-zone', 'wijk.observed-in-future', 'not-found'],
  sample: {
    request: { place: { point: aPoint }, channel: 'street', feeling: 'uneasy', at },
    answer: { contactId: anId(11), wijkId: 'W01', wijkName: 'Markt', recordedAt: at },
  },
});

const counts = z.record(z.enum(feelings), z.int().min(0));
const period = z.strictObject({
  contacts: z.int().min(0),
  /** Left out while there are so few contacts that one of them could be recognised. */
  feelings: counts.optional(),
});
export const readFeelings = defineRequest('wijk.read-feelings', {
  ...common,
  summary: 'How safe people say they feel, by wijk, in this period and the one before; counts only, none below a threshold (W77, W34).',
  http: { method: 'GET', path: '/v1/feelings', success: 200 },
  idempotent: false,
  request: z.strictObject({ days: z.int().min(1).max(180).optional() }),
  answer: z.strictObject({
    days: z.int(),
    fewest: z.int(),
    wijken: z.array(z.strictObject({ wijkId: wijkId(), now: period, before: period })),
    /** Contacts of the asker in the last 24 hours. */
    mine: z.int().min(0),
    asOf: instantOf(),
  }),
  problems: [],
  sample: {
    request: { days: 30 },
    answer: {
      days: 30,
      fewest: 5,
      wijken: [{ wijkId: 'W01', now: { contacts: 9, feelings: { safe: 5, uneasy: 3, unsafe: 1 } }, before: { contacts: 2 } }],
      mine: 3,
      asOf: at,
    },
  },
});
