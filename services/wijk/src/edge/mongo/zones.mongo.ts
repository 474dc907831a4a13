import { neighbourhoodDrawn } from '@spil/contracts';
import type { Clock } from '@spil/domain-kit';
import { ZoneMap, type Polygons } from '@spil/geo';
import type { AggregateStore, IndexSpec } from '@spil/mongo';
import { Remembered, type Outgoing } from '@spil/service-host';
import { inForce, type Drawing, type NamedDrawing, type Zone } from '../../domain/zone';
import type { ZoneDrawings } from '../../use-cases/import-zone/import-zone';
import type { ZoneNames } from '../../use-cases/list-neighbourhoods/list-neighbourhoods';
import type { ZoneMaps } from '../../use-cases/ports';

export type ZoneDocument = Omit<Zone, 'zone'> & { _id: string };
export type DrawingDocument = Omit<Drawing, 'drawingId'> & { _id: string; told: boolean };

export const drawingIndexes: IndexSpec[] = [{ name: 'zone_1', key: { zone: 1 } }];

/**
 * The zone's drawings. A drawing is written first and seen by nobody; the zone document that names it is the switch; then the
 * others are told. A crash before the switch leaves drawings without effect, a crash after it is made good at the next start.
 */
export class MongoZones implements ZoneDrawings, ZoneMaps, ZoneNames {
  private readonly maps: Remembered<ZoneMap>;
  private readonly drawn = new Map<string, { version: number; name: string; map: ZoneMap }>();

  constructor(
    private readonly zones: AggregateStore<ZoneDocument>,
    private readonly drawings: AggregateStore<DrawingDocument>,
    private readonly outgoing: Outgoing,
    private readonly clock: Clock,
  ) {
    this.maps = new Remembered((zone) => this.load(zone), 2_000);
  }

  of(zone: string): Promise<ZoneMap> {
    return this.maps.get(zone);
  }

  async nameOf(zone: string): Promise<string | undefined> {
    await this.maps.get(zone);
    return this.drawn.get(zone)?.name;
  }

  async holding(zone: string): Promise<{ drawings: { named: NamedDrawing; polygons: Polygons }[]; version: number }> {
    const stored = await this.zones.byId(zone);
    if (!stored) return { drawings: [], version: 0 };
    const polygons = await this.polygonsOf(stored.doc.drawings);
    const drawings = stored.doc.drawings.map((named) => ({ named, polygons: polygons.get(named.drawingId) ?? [] }));
    return { drawings, version: stored.version };
  }

  async draft(drawings: readonly Drawing[]): Promise<void> {
    await side(drawings, ({ drawingId, ...drawing }) => this.drawings.insert({ _id: drawingId, ...drawing, told: false }, []));
  }

  async switchTo({ zone, ...state }: Zone, version: number): Promise<void> {
    if (version === 0) await this.zones.insert({ _id: zone, ...state }, []);
    else {
      const stored = await this.zones.byId(zone);
      if (!stored) throw new Error('the zone disappeared');
      await this.zones.save({ ...stored, version }, { _id: zone, ...state });
    }
    await this.maps.read(zone);
  }

  async tell(zone: string): Promise<void> {
    const stored = await this.zones.byId(zone);
    if (!stored || stored.doc.told) return;
    await side(stored.doc.drawings, ({ drawingId }) => this.tellOne(zone, drawingId));
    await this.zones.save(stored, { ...stored.doc, told: true });
  }

  /** Reads the maps before the first message, and finishes an import that was cut off after its switch. */
  async warmUp(zones: readonly string[]): Promise<void> {
    for (const zone of zones) {
      await this.maps.read(zone);
      await this.tell(zone);
    }
  }

  private async tellOne(zone: string, drawingId: string): Promise<void> {
    const drawing = await this.drawings.byId(drawingId);
    if (!drawing || drawing.doc.told) return;
    const { wijkId, name, municipality, edition, polygons } = drawing.doc;
    const about = { zone, kind: 'neighbourhood', id: wijkId, sequence: edition, at: this.clock.now() };
    const drawn = this.outgoing.event(neighbourhoodDrawn, about, { wijkId, name, municipality, edition, polygons: polygons as never });
    await this.drawings.save(drawing, { ...drawing.doc, told: true }, [drawn]);
  }

  private async load(zone: string): Promise<ZoneMap> {
    const stored = await this.zones.byId(zone);
    if (!stored) return ZoneMap.from([]);
    // The borders are read only when the zone was switched: they are large and change seldom.
    const drawn = this.drawn.get(zone);
    if (drawn?.version === stored.version) return drawn.map;
    const named = inForce({ zone, ...stored.doc });
    const polygons = await this.polygonsOf(named);
    const map = ZoneMap.from(
      named.map(({ wijkId, name, municipality, drawingId }) => ({
        id: wijkId,
        name,
        municipality,
        polygons: polygons.get(drawingId) ?? [],
      })),
    );
    this.drawn.set(zone, { version: stored.version, name: stored.doc.name, map });
    return map;
  }

  private async polygonsOf(named: readonly NamedDrawing[]): Promise<Map<string, Polygons>> {
    const ids = named.map(({ drawingId }) => drawingId);
    const found = await this.drawings.find({ _id: { $in: ids } }, { limit: ids.length + 1 });
    return new Map(found.map(({ doc }) => [doc._id, doc.polygons]));
  }
}

/** Sixteen at a time: a zone has dozens of wijken, and each write waits for the disk. */
async function side<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < all.length; i += 16) await Promise.all(all.slice(i, i + 16).map(work));
}
