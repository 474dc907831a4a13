import { z } from 'zod';
import { defineRequest } from '../define';
import { itemFacts, itemTexts } from '../events/information-sharing';
import { id, instantOf, point, slug, wijkId } from '../vocabulary';
import { aPoint, anId, at } from '../samples';

const common = { purpose: 'administrative', callers: ['gateway'] } as const;

/** Metres from the call, rounded, and the rule that shows the line: the answer to "why do I see this". */
const line = { distanceMetres: z.int().min(0), rule: z.string().max(80) };
const { point: _point, rule: _rule, ...facts } = itemFacts();
const { headline, safetyLine, placeDescription } = itemTexts.shape;

/** One line of a scene card: what was cleared for crews near the call, or an earlier call there. */
const sceneLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('item'), ...line, ...facts, headline, safetyLine, placeDescription, rateable: z.boolean() }),
  z.strictObject({ kind: z.literal('call'), ...line, number: z.string().max(40), nature: slug(), registeredAt: instantOf() }),
  z.strictObject({
    kind: z.literal('point'),
    ...line,
    pointId: id(),
    category: slug(),
    label: z.string().max(140),
    safetyLine: z.string().max(200).optional(),
    verifiedAt: instantOf(),
  }),
]);

export const readSceneCard = defineRequest('intervention.read-scene-card', {
  ...common,
  summary: 'What a crew should know before it arrives: what is known near a call, each line with its age, reliability and rule (X6, I04).',
  roles: ['crew', 'dispatcher'],
  http: { method: 'GET', path: '/v1/calls/:callId/scene', success: 200 },
  idempotent: false,
  request: z.strictObject({ callId: id() }),
  answer: z.strictObject({
    callId: id(),
    number: z.string().max(40),
    wijkId: wijkId(),
    point: point(),
    lines: z.array(sceneLine),
    /** How far around and how long back was looked, by configuration. */
    looked: z.strictObject({ radiusMetres: z.int(), itemDays: z.int(), callDays: z.int() }),
    asOf: instantOf(),
  }),
  problems: ['not-found', 'read-not-logged'],
  sample: {
    request: { callId: anId(5) },
    answer: {
      callId: anId(5),
      number: '101-2026-000001',
      wijkId: 'W01',
      point: aPoint,
      lines: [{ kind: 'call', distanceMetres: 50, rule: 'earlier-call', number: '101-2026-000000', nature: 'noise', registeredAt: at }],
      looked: { radiusMetres: 250, itemDays: 90, callDays: 90 },
      asOf: at,
    },
  },
});

export const assignUnit = defineRequest('intervention.assign-unit', {
  ...common,
  summary: 'Send a unit to a call: its crew gets the call and the scene card, the unit becomes "assigned" (I07, X6).',
  roles: ['dispatcher'],
  http: { method: 'PUT', path: '/v1/calls/:callId/units/:unitId', success: 200 },
  idempotent: false,
  request: z.strictObject({ callId: id(), unitId: slug() }),
  answer: z.strictObject({ callId: id(), units: z.array(slug()), teams: z.array(slug()) }),
  problems: ['not-found', 'intervention.unit-unknown', 'intervention.status-not-possible', 'intervention.call-closed'],
  sample: { request: { callId: anId(5), unitId: 'combi-1' }, answer: { callId: anId(5), units: ['combi-1'], teams: ['noord'] } },
});
