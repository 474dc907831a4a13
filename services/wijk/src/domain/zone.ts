import type { Instant } from '@spil/domain-kit';
import { rounded, type Polygons, type Wijk } from '@spil/geo';

/** One edition of a wijk's drawing. It is written before the zone names it, and never changed. */
export interface Drawing {
  drawingId: string;
  zone: string;
  wijkId: string;
  name: string;
  municipality: string;
  edition: number;
  /** Empty: the wijk is no longer part of the zone. */
  polygons: Polygons;
}

/** Which drawing of a wijk holds. `withdrawn` ones are remembered, so that a returning wijk gets a higher edition. */
export type NamedDrawing = Omit<Drawing, 'polygons' | 'zone'> & { withdrawn: boolean };

/** The zone: which drawings hold now. This one document is the switch; nothing is half imported (W01). */
export interface Zone {
  zone: string;
  name: string;
  drawings: readonly NamedDrawing[];
  importedAt: Instant;
  /** False until every holding drawing was told to the others. */
  told: boolean;
}

export interface PlannedImport {
  zone: Zone;
  /** Drawings to write before the switch: new, changed and withdrawn wijken. */
  changed: readonly Drawing[];
  unchanged: number;
}

export interface ImportCommand {
  zone: string;
  name: string;
  wijken: readonly Wijk[];
  now: Instant;
  nextId: () => string;
}

type Holding = { named: NamedDrawing; polygons: Polygons };

/** Decides which wijken are new, redrawn or withdrawn against what holds now. A wijk drawn the same keeps its edition. */
export function planImport(holding: readonly Holding[], command: ImportCommand): PlannedImport {
  const before = new Map(holding.map((one) => [one.named.wijkId, one]));
  const drawn = command.wijken.map((wijk) => {
    const polygons = centimetres(wijk.polygons);
    const known = before.get(wijk.id);
    if (known && !known.named.withdrawn && same(known, { ...wijk, polygons })) return { named: known.named };
    return edition(command, { ...wijk, polygons }, known);
  });
  const stays = new Set(command.wijken.map(({ id }) => id));
  const gone = holding.filter(({ named }) => !stays.has(named.wijkId));
  const left = gone.map(({ named }) => {
    if (named.withdrawn) return { named };
    return edition(command, { id: named.wijkId, name: named.name, municipality: named.municipality, polygons: [] }, { named });
  });
  const all: Entry[] = [...drawn, ...left];
  const changed = all.flatMap(({ drawing }) => (drawing ? [drawing] : []));
  const zone = {
    zone: command.zone,
    name: command.name,
    drawings: all.map(({ named }) => named),
    importedAt: command.now,
    // Also when nothing changed: the import before may have been cut off before all were told.
    told: false,
  };
  return { zone, changed, unchanged: drawn.length - drawn.filter((one) => 'drawing' in one).length };
}

/** Drawings that are part of the zone now. */
export const inForce = (zone: Zone): NamedDrawing[] => zone.drawings.filter(({ withdrawn }) => !withdrawn);

interface Entry {
  named: NamedDrawing;
  drawing?: Drawing;
}

function edition({ zone, nextId }: ImportCommand, wijk: Wijk, known: Pick<Holding, 'named'> | undefined): Entry {
  const { id: wijkId, name, municipality, polygons } = wijk;
  const base = { drawingId: nextId(), wijkId, name, municipality, edition: (known?.named.edition ?? 0) + 1 };
  return { named: { ...base, withdrawn: polygons.length === 0 }, drawing: { ...base, zone, polygons } };
}

const same = (known: Holding, wijk: Wijk): boolean =>
  known.named.name === wijk.name &&
  known.named.municipality === wijk.municipality &&
  JSON.stringify(known.polygons) === JSON.stringify(wijk.polygons);

/** Seven decimals are about a centimetre: more only makes events larger. */
const centimetres = (polygons: Polygons): Polygons => polygons.map((rings) => rings.map((ring) => ring.map((point) => rounded(point, 7))));
