/** The made-up zone `npm start` loads: Spilbeek and Kouterhove, drawn in the open sea so that nobody takes it for a real place. */
export const demoZone = { zone: 'demo', name: 'PZ Spilbeek-Kouterhove (fictief)' };

type Point = [number, number];
const columns = 4;
const origin: Point = [2.7, 51.5];
const size = { lon: 0.018, lat: 0.011 };
const names = [
  ...['Havenkwartier', 'Oude Vesten', 'Marktwijk', 'Stationsbuurt'],
  ...['Molenberg', 'Gasthuiswijk', 'Zonnebloem', 'Kanaalkom'],
  ...['Kouterhove Dorp', 'Ekkerveld', 'Lindenhof', 'Broekzijde'],
];

/** A fixed pseudo-random number from −1 to 1: the zone is the same on every machine. */
function jitter(seed: number): number {
  const wave = Math.sin(seed * 127.1 + 311.7) * 43_758.5453;
  return (wave - Math.floor(wave)) * 2 - 1;
}
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** A corner of the grid, moved a little, so that borders look grown and neighbours still share them exactly. */
function corner(column: number, row: number): Point {
  const seed = column * 17 + row * 101;
  return [rounded(origin[0] + (column + jitter(seed) * 0.22) * size.lon), rounded(origin[1] + (row + jitter(seed + 7) * 0.22) * size.lat)];
}

/** A bend half-way between two corners; the same whichever wijk asks. */
function bend(a: Point, b: Point): Point {
  const seed = Math.round((a[0] + b[0]) * 1e6) + Math.round((a[1] + b[1]) * 1e6);
  return [
    rounded((a[0] + b[0]) / 2 + jitter(seed % 9973) * size.lon * 0.1),
    rounded((a[1] + b[1]) / 2 + jitter((seed + 3) % 9973) * size.lat * 0.1),
  ];
}

function ring(column: number, row: number): Point[] {
  const [a, b, c, d] = [corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1)] as const;
  return [a, bend(a, b), b, bend(b, c), c, bend(c, d), d, bend(d, a), a];
}

/** The zone as GeoJSON, in the form real zones come in: `geoitem` and `naam` ("wijk (gemeente)"). */
export function demoZoneGeoJson() {
  const features = names.map((name, index) => ({
    type: 'Feature' as const,
    properties: {
      geoitem: `DEMO-W${String(index + 1).padStart(2, '0')}`,
      naam: `${name} (${index < columns * 2 ? 'Spilbeek' : 'Kouterhove'})`,
    },
    geometry: { type: 'Polygon' as const, coordinates: [ring(index % columns, Math.floor(index / columns))] },
  }));
  return { type: 'FeatureCollection' as const, features };
}

const streets = [
  ['Ankerstraat', 'Rue de l’Ancre'],
  ['Vlasmarkt', 'Marché au Lin'],
  ['Grote Markt', 'Grand-Place'],
  ['Perronstraat', 'Rue du Perron'],
  ['Wiekenlaan', 'Avenue des Ailes'],
  ['Gasthuisstraat', 'Rue de l’Hospice'],
  ['Zonnestraat', 'Rue du Soleil'],
  ['Sluisweg', 'Chemin de l’Écluse'],
  ['Dorpsplein', 'Place du Village'],
  ['Ekkerdreef', 'Drève Ekker'],
  ['Lindendreef', 'Drève des Tilleuls'],
  ['Broekstraat', 'Rue du Marais'],
] as const;

export interface DemoAddress {
  addressId: string;
  label: string;
  labelFr: string;
  point: Point;
}

/** Ten house numbers along one street in each wijk; all made up. */
export function demoAddresses(): DemoAddress[] {
  return demoZoneGeoJson().features.flatMap((feature, index) => {
    const box = feature.geometry.coordinates[0] ?? [];
    const middle: Point = [box.reduce((sum, p) => sum + p[0], 0) / box.length, box.reduce((sum, p) => sum + p[1], 0) / box.length];
    const [nl, fr] = streets[index] ?? streets[0];
    const municipality = index < columns * 2 ? 'Spilbeek' : 'Kouterhove';
    return Array.from({ length: 10 }, (_, n) => ({
      addressId: `demo-${index + 1}-${n + 1}`,
      label: `${nl} ${n + 1}, ${municipality}`,
      labelFr: `${fr} ${n + 1}, ${municipality}`,
      point: [rounded(middle[0] + (n - 5) * size.lon * 0.04), rounded(middle[1] + (n % 2 ? 1 : -1) * size.lat * 0.02)] as Point,
    }));
  });
}
