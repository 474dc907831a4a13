import { z } from 'zod';
import { defineRequest } from '../define';
import { itemFacts, itemSample, itemTexts } from '../events/information-sharing';
import { id, instantOf, point, polluterTypes, slug, text, unitStatuses, wijkId } from '../vocabulary';
import { aPoint, anId, at } from '../samples';

const common = { purpose: 'administrative', callers: ['gateway'] } as const;

const unit = z.strictObject({
  unitId: slug(),
  team: slug(),
  status: z.enum(unitStatuses),
  point: point().optional(),
  since: instantOf(),
  wijkIds: z.array(wijkId()),
  onDutyUntil: instantOf().optional(),
  /** The call it is sent to. */
  callId: id().optional(),
  /** When this status has lasted long enough to look at it, and too long, by configuration. */
  warnAt: instantOf().optional(),
  alertAt: instantOf().optional(),
});
const unitSample = { unitId: 'combi-1', team: 'noord', status: 'available' as const, since: at, wijkIds: ['W01'] };
export const listUnits = defineRequest('intervention.list-units', {
  ...common,
  purpose: 'service',
  summary: 'Units with status, position and area (I07).',
  roles: ['dispatcher', 'crew', 'team-chief', 'administrator'],
  http: { method: 'GET', path: '/v1/units', success: 200 },
  idempotent: false,
  request: z.strictObject({}),
  answer: z.strictObject({ units: z.array(unit), asOf: instantOf() }),
  problems: [],
  sample: { request: {}, answer: { units: [unitSample], asOf: at } },
});

export const formUnit = defineRequest('intervention.form-unit', {
  ...common,
  purpose: 'service',
  summary: 'Put a unit on duty: its team and the wijken its area covers, until when (I07).',
  roles: ['dispatcher', 'team-chief', 'administrator'],
  http: { method: 'PUT', path: '/v1/units/:unitId', success: 200 },
  idempotent: false,
  request: z.strictObject({
    unitId: slug(),
    team: slug(),
    wijkIds: z.array(wijkId()).min(1).max(500),
    onDutyUntil: instantOf().optional(),
  }),
  answer: unit,
  problems: ['intervention.wijk-unknown', 'intervention.team-unknown'],
  sample: { request: { unitId: 'combi-1', team: 'noord', wijkIds: ['W01'] }, answer: unitSample },
});

export const setUnitStatus = defineRequest('intervention.set-unit-status', {
  ...common,
  purpose: 'service',
  summary: 'A unit says what it is doing and where it is (I07).',
  roles: ['crew', 'dispatcher'],
  http: { method: 'PUT', path: '/v1/units/:unitId/status', success: 200 },
  idempotent: false,
  request: z.strictObject({ unitId: slug(), status: z.enum(unitStatuses), point: point().optional() }),
  answer: unit,
  problems: ['not-found', 'intervention.status-not-possible'],
  sample: { request: { unitId: 'combi-1', status: 'enRoute' }, answer: { ...unitSample, status: 'enRoute' } },
});

const briefing = z.strictObject({ ...itemFacts(), ...itemTexts.shape, briefedAt: instantOf() });
export const listBriefings = defineRequest('intervention.list-briefings', {
  ...common,
  summary: 'What my crew was briefed on, newest first; also what a feed that had to start anew reloads (S01).',
  roles: ['crew', 'dispatcher'],
  http: { method: 'GET', path: '/v1/briefings', success: 200 },
  idempotent: false,
  request: z.strictObject({ before: instantOf().optional(), limit: z.int().min(1).max(100).optional() }),
  answer: z.strictObject({ briefings: z.array(briefing), asOf: instantOf() }),
  problems: ['read-not-logged'],
  sample: { request: {}, answer: { briefings: [{ ...itemSample, headline: 'Dealing', briefedAt: at }], asOf: at } },
});

const nuisance = z.strictObject({
  nuisanceId: id(),
  number: z.string().max(40),
  wijkId: wijkId(),
  point: point(),
  category: slug(),
  polluterType: z.enum(polluterTypes),
  description: z.string().max(2000),
  reportedAt: instantOf(),
});
const nuisanceSample = {
  nuisanceId: anId(4),
  number: 'MIL-2026-000001',
  wijkId: 'W01',
  point: aPoint,
  category: 'illegal-dumping',
  polluterType: 'INDIVIDUAL' as const,
  description: 'Bags beside the glass container',
  reportedAt: at,
};
export const reportNuisance = defineRequest('environment.report-nuisance', {
  ...common,
  summary: 'Report an environmental nuisance by an individual or a company (E03).',
  roles: ['environment-officer', 'inspector', 'team-chief', 'clerk'],
  http: { method: 'POST', path: '/v1/nuisances', success: 201 },
  idempotent: true,
  request: z.strictObject({
    point: point(),
    category: slug(),
    polluterType: z.enum(polluterTypes),
    description: text(2000),
    observedAt: instantOf(),
  }),
  answer: z.strictObject({ nuisanceId: id(), number: z.string(), wijkId: wijkId(), reportedAt: instantOf() }),
  problems: ['environment.place-outside-zone', 'environment.observed-in-future'],
  sample: {
    request: {
      point: aPoint,
      category: 'illegal-dumping',
      polluterType: 'INDIVIDUAL',
      description: 'Bags beside the container',
      observedAt: at,
    },
    answer: { nuisanceId: anId(4), number: 'MIL-2026-000001', wijkId: 'W01', reportedAt: at },
  },
});

export const listNuisances = defineRequest('environment.list-nuisances', {
  ...common,
  summary: 'Reported nuisances, newest first (E03).',
  roles: ['environment-officer'],
  http: { method: 'GET', path: '/v1/nuisances', success: 200 },
  idempotent: false,
  request: z.strictObject({ before: instantOf().optional(), limit: z.int().min(1).max(100).optional() }),
  answer: z.strictObject({ nuisances: z.array(nuisance), asOf: instantOf() }),
  problems: [],
  sample: { request: {}, answer: { nuisances: [nuisanceSample], asOf: at } },
});
