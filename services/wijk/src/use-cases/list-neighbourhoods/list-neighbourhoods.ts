import type { AnswerOf, listNeighbourhoods } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import { boxAround } from '../../domain/box';
import { responsibleAt, type Accountability } from '../../domain/appointment';
import type { Asked } from '../asked';
import type { ZoneMaps } from '../ports';

export interface ZoneAccountabilities {
  ofZone(zone: string): Promise<Accountability[]>;
}

export interface ZoneNames {
  /** What the zone is called; undefined before its first import. */
  nameOf(zone: string): Promise<string | undefined>;
}

/** W01, W02: the wijken of my zone as GeoJSON, each with the names of who is responsible. */
export class ListNeighbourhoods {
  constructor(
    private readonly maps: ZoneMaps & ZoneNames,
    private readonly accountabilities: ZoneAccountabilities,
    private readonly clock: Clock,
  ) {}

  async run({ zone }: Pick<Asked<unknown>, 'zone'>): Promise<Result<AnswerOf<typeof listNeighbourhoods>>> {
    const [{ wijken }, name, all] = await Promise.all([this.maps.of(zone), this.maps.nameOf(zone), this.accountabilities.ofZone(zone)]);
    const now = this.clock.now();
    const holds = new Map(all.map((one) => [one.wijkId, responsibleAt(one, now)]));
    const features = wijken.map(({ id, name, municipality, polygons }) => {
      const { inspector, deputy } = holds.get(id) ?? {};
      const people = { ...(inspector ? { inspector: inspector.displayName } : {}), ...(deputy ? { deputy: deputy.displayName } : {}) };
      const coordinates = polygons as unknown as [number, number][][][];
      return {
        type: 'Feature' as const,
        id,
        geometry: { type: 'MultiPolygon' as const, coordinates },
        properties: { name, municipality, ...people },
      };
    });
    const bbox = boxAround(wijken);
    return ok({ type: 'FeatureCollection', ...(name ? { name } : {}), ...(bbox ? { bbox } : {}), features });
  }
}
