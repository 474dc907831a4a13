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
