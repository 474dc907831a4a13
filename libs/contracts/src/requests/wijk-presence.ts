import { z } from 'zod';
import { defineRequest } from '../define';
import { dayparts, instantOf, presenceReasons, wijkId } from '../vocabulary';
import { at } from '../samples';
import { answering } from './wijk-contacts';

const reason = z.enum(presenceReasons);

export const proposePresence = defineRequest('wijk.propose-presence', {
  purpose: 'administrative',
  callers: ['gateway'],
  roles: ['team-chief'],
  summary: 'Where somebody of ours should be tomorrow, and why: every wijk with its reasons, counts only; a person decides (X8, O04).',
  http: { method: 'GET', path: '/v1/presence-proposal', success: 200 },
  idempotent: false,
  request: z.strictObject({}),
  answer: z.strictObject({
    /** The Belgian day it is about. */
    day: z.iso.date(),
    /** The rules in force: what each reason weighs, so that the order explains itself. */
    rules: z.strictObject({
      from: z.iso.date(),
      lookBackDays: z.int().min(1),
      weights: z.array(z.strictObject({ reason, per: z.int().min(1), points: z.int().min(1), most: z.int().min(1) })),
    }),
    /** False while no contact was recorded at all: nobody knows then where we were not seen. */
    seenKnown: z.boolean(),
    /** What weighs most first; a wijk nothing asks for is left out. */
    wijken: z.array(
      z.strictObject({
        wijkId: wijkId(),
        points: z.int().min(1),
        /** `count` in what the reason is counted in: residents, points, hundredths of the contacts, days; `asked`: how many a share is of. */
        reasons: z
          .array(z.strictObject({ reason, count: z.int().min(1), points: z.int().min(1), asked: z.int().min(1).optional() }))
          .min(1),
        /** When it mostly happens; left out while too little is known to tell. */
        daypart: z.enum(dayparts).optional(),
        /** Last day somebody of ours was seen there, within the days looked back on. */
        lastSeen: z.iso.date().optional(),
        answering: answering.optional(),
      }),
    ),
    asOf: instantOf(),
  }),
  problems: [],
  sample: {
    request: {},
    answer: {
      day: '2026-01-13',
      rules: { from: '2026-01-01', lookBackDays: 30, weights: [{ reason: 'answerOverdue', per: 1, points: 3, most: 9 }] },
      seenKnown: true,
      wijken: [{ wijkId: 'W01', points: 6, reasons: [{ reason: 'answerOverdue', count: 2, points: 6 }], lastSeen: '2026-01-09' }],
      asOf: at,
    },
  },
});
