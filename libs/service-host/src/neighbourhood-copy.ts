import { ZoneMap, type Polygons, type Position, type Wijk } from '@spil/geo';
import { duplicateKey, translated, type Db, type IndexSpec } from '@spil/mongo';
import { Remembered } from './remembered';

interface Copied {
  _id: string;
  zone: string;
  wijkId: string;
  name: string;
  municipality: string;
  edition: number;
  polygons: Polygons;
}

/** What `wijk.neighbourhood-drawn.v1` says. A wijk that is no longer drawn comes with no polygons. */
export interface Drawn {
  wijkId: string;
  name: string;
  municipality: string;
  edition: number;
  polygons: Polygons;
}

export const neighbourhoodCopyIndexes: Record<string, IndexSpec[]> = {
  neighbourhoods: [{ name: 'zone_1', key: { zone: 1 } }],
};

/** A service's own copy of the wijken, filled from events, so that nobody has to be asked where a place is (W01). */
export class NeighbourhoodCopy {
  private readonly maps: Remembered<ZoneMap>;
  private readonly drawn = new Map<string, { mark: string; map: ZoneMap }>();

  constructor(
    private readonly db: Db,
    private readonly toleranceMetres: number,
    maxAgeMs = 2_000,
  ) {
    this.maps = new Remembered((zone) => translated(() => this.load(zone)), maxAgeMs);
  }

  /** Takes a drawing over. An older or repeated edition changes nothing, in whatever order they come. */
  async apply(zone: string, { wijkId, name, municipality, edition, polygons }: Drawn): Promise<void> {
    const _id = `${zone}/${wijkId}`;
    const drawing = { $set: { zone, wijkId, name, municipality, edition, polygons } };
    try {
      await translated(() => this.collection().updateOne({ _id, edition: { $lt: edition } }, drawing, { upsert: true }));
    } catch (error) {
      // The document is there with this edition or a newer one.
      if (!duplicateKey(error)) throw error;
    }
    await this.maps.read(zone);
  }

  /** The wijk a place is in, or the nearest within the tolerance; undefined outside the zone. */
  async wijkAt(zone: string, point: Position): Promise<Wijk | undefined> {
    const found = this.within(await this.maps.get(zone), point);
    // A wijk drawn a moment ago may be known to another replica only.
    return found ?? this.within(await this.maps.atMost(zone, 1_000), point);
  }

  /**
   * Which of these wijken are not of this zone. Drawings of a zone that was loaded a moment ago are still on their way: one that
   * is not there is waited for a little.
   */
  async unknownOf(zone: string, wijkIds: readonly string[], patienceMs = 3_000): Promise<string[]> {
    const until = performance.now() + patienceMs;
    for (;;) {
      const known = new Set((await this.maps.atMost(zone, 200)).wijken.map(({ id }) => id));
      const unknown = wijkIds.filter((id) => !known.has(id));
      if (unknown.length === 0 || performance.now() >= until) return unknown;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  /** Reads the zones' maps before the first message. */
  async warmUp(zones: readonly string[]): Promise<void> {
    await Promise.all(zones.map((zone) => this.maps.read(zone)));
  }

  private within(map: ZoneMap, point: Position): Wijk | undefined {
    const near = map.nearest(point);
    return near && near.metres <= this.toleranceMetres ? near.wijk : undefined;
  }

  /** Reads the editions, and the borders only when one of them is another than before: a zone is large and changes seldom. */
  private async load(zone: string): Promise<ZoneMap> {
    const editions = await this.collection()
      .find({ zone }, { projection: { edition: 1 }, sort: { _id: 1 } })
      .toArray();
    const mark = editions.map(({ _id, edition }) => `${_id} ${edition}`).join('\n');
    const drawn = this.drawn.get(zone);
    if (drawn?.mark === mark) return drawn.map;
    const wijken = await this.collection().find({ zone }).toArray();
    const map = ZoneMap.from(wijken.map(({ wijkId, name, municipality, polygons }) => ({ id: wijkId, name, municipality, polygons })));
    this.drawn.set(zone, { mark, map });
    return map;
  }

  private collection() {
    return this.db.collection<Copied>('neighbourhoods');
  }
}
