import { z } from 'zod';
import { defineRequest } from '../define';
import { instantOf, point, text, wijkId } from '../vocabulary';
import { aPoint, at } from '../samples';
import { inspector, responsible } from './wijk-shapes';

const common = { purpose: 'administrative', callers: ['gateway'] } as const;

export const findAddress = defineRequest('wijk.find-address', {
  ...common,
  purpose: 'service',
  summary: 'Addresses of the zone that begin with or contain what was typed.',
  roles: ['inspector', 'team-chief', 'crew', 'dispatcher', 'environment-officer', 'clerk', 'investigator'],
  http: { method: 'POST', path: '/v1/addresses/search', success: 200 },
  idempotent: false,
  request: z.strictObject({ text: text(120), limit: z.int().min(1).max(20).optional() }),
  answer: z.strictObject({
    addresses: z.array(z.strictObject({ label: z.string(), labelFr: z.string().optional(), point: point(), wijkId: wijkId().optional() })),
  }),
  problems: [],
  sample: { request: { text: 'Molenstraat 1' }, answer: { addresses: [{ label: 'Molenstraat 1, Spilbeek', point: aPoint }] } },
});

/** What a validator says of a zone file; names are wijk names, areas square metres. */
const zoneFinding = z.strictObject({
  kind: z.enum(['gap', 'overlap', 'invalid-geometry', 'not-wgs84', 'no-name', 'duplicate-id', 'empty']),
  wijken: z.array(z.string().max(120)).max(10),
  squareMetres: z.number().optional(),
  sentence: z.string().max(400),
});
export const importZone = defineRequest('wijk.import-zone', {
  ...common,
  purpose: 'service',
  summary: 'Load or replace the wijken of the zone from GeoJSON; nothing is half imported (W01).',
  roles: ['administrator'],
  http: { method: 'POST', path: '/v1/zone/import', success: 200 },
  idempotent: false,
  request: z.strictObject({ name: text(120), toleranceSquareMetres: z.number().min(0).max(1e9).optional(), geojson: z.looseObject({}) }),
  answer: z.strictObject({ wijken: z.int().min(0), unchanged: z.int().min(0), findings: z.array(zoneFinding) }),
  problems: ['wijk.zone-refused'],
  sample: { request: { name: 'Spilbeek', geojson: {} }, answer: { wijken: 3, unchanged: 0, findings: [] } },
});

export const importAddresses = defineRequest('wijk.import-addresses', {
  ...common,
  purpose: 'service',
  summary: 'Add addresses of the zone, in portions; a repeated address is replaced.',
  roles: ['administrator'],
  http: { method: 'POST', path: '/v1/zone/addresses', success: 200 },
  idempotent: false,
  request: z.strictObject({
    addresses: z
      .array(z.strictObject({ addressId: text(60), label: text(200), labelFr: text(200).optional(), point: point() }))
      .min(1)
      .max(200),
  }),
  answer: z.strictObject({ stored: z.int().min(0) }),
  problems: [],
  sample: { request: { addresses: [{ addressId: 'a1', label: 'Molenstraat 1, Spilbeek', point: aPoint }] }, answer: { stored: 1 } },
});

export const appointInspector = defineRequest('wijk.appoint-inspector', {
  ...common,
  purpose: 'service',
  summary: 'Make one inspector accountable for a wijk, with a deputy and a period (W02).',
  roles: ['administrator', 'team-chief'],
  http: { method: 'PUT', path: '/v1/neighbourhoods/:wijkId/inspector', success: 200 },
  idempotent: false,
  request: z.strictObject({ wijkId: wijkId(), inspector, deputy: inspector.optional(), from: instantOf(), until: instantOf().optional() }),
  answer: responsible,
  problems: ['not-found', 'wijk.deputy-is-inspector', 'wijk.period-empty'],
  sample: {
    request: { wijkId: 'W01', inspector: { personId: 'inspector-1', displayName: 'Inspector Demo' }, from: at },
    answer: { wijkId: 'W01', wijkName: 'Markt', municipality: 'Spilbeek' },
  },
});
