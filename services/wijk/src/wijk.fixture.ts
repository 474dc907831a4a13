import type { Role } from '@spil/contracts';

interface Person {
  sub: string;
  roles: Role[];
  zone: string;
}

export const zone = 'amow';
export const zones = [
  { zone, teams: ['noord'] },
  { zone: 'buur', teams: ['buur'] },
];
export const admin: Person = { sub: 'administrator-1', roles: ['administrator'], zone };
export const ina: Person = { sub: 'inspector-1', roles: ['inspector'], zone };
export const ivo: Person = { sub: 'inspector-2', roles: ['inspector'], zone };

export const inW1: [number, number] = [4.005, 51.005];
export const inW2: [number, number] = [4.015, 51.005];
export const chief: Person = { sub: 'chief-1', roles: ['team-chief'], zone };
export const clerk: Person = { sub: 'clerk-1', roles: ['clerk'], zone };
export const hour = 3_600_000;

/** Two squares of a made-up place side by side; `width` moves the border between them. */
export function twoWijken(width = 0.01) {
  const feature = (id: string, west: number, east: number) => ({
    type: 'Feature',
    properties: { geoitem: id, naam: `Wijk ${id} (Spilbeek)` },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 51],
          [east, 51],
          [east, 51.01],
          [west, 51.01],
          [west, 51],
        ],
      ],
    },
  });
  return { type: 'FeatureCollection', features: [feature('W1', 4, 4 + width), feature('W2', 4 + width, 4.02)] };
}

/** A period around now, in ms before and after. */
export const around = (from: number, until: number) => ({
  from: new Date(Date.now() + from).toISOString(),
  until: new Date(Date.now() + until).toISOString(),
});
/** Always reachable but for these absences. */
export const reach = (personId: string, absences: { from: string; until: string }[] = []) => ({
  personId,
  hours: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '23:59' })),
  channels: [{ kind: 'phone' as const, value: '02 000 00 01' }],
  absences,
});

/** Something a resident asks. */
export const ask = (parts: object = {}) => ({
  point: inW1,
  channel: 'phone' as const,
  kind: 'question' as const,
  subject: 'Canary when is the lamp repaired',
  asker: { name: 'Canary Resident', reach: '0470 00 00 00' },
  receivedAt: new Date(Date.now() - hour).toISOString(),
  ...parts,
});
