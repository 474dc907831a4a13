import { listNeighbourhoods } from '@spil/contracts';
import { Api, type ReadyFile } from '../tools/api';
import { pointInside } from '../tools/points';
import type { Spot } from './happenings';

/** Where and when the made-up people act. */
export interface Stage {
  as(person: string): Api;
  spot(where: Spot): [number, number];
  /** So many minutes from now, as ISO text; less than nothing is ago. */
  inMinutes(minutes: number): string;
}

/** What something follows on has not arrived where it is looked for. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

/** The one the text belongs to. @throws {NotYet} */
export function found<T>(one: T | undefined, text: string): T {
  if (one === undefined) throw new NotYet(`"${text}" is not there`);
  return one;
}

export async function stageOf(ready: ReadyFile, now: () => Date): Promise<Stage> {
  const people = new Map<string, Api>();
  const as = (person: string): Api => {
    const api = people.get(person) ?? new Api(ready, person);
    people.set(person, api);
    return api;
  };
  const { features } = await as('administrator-1').ask(listNeighbourhoods, {});
  const spot = ([wijk, seed = 0]: Spot): [number, number] => {
    const feature = features.find(({ properties }) => properties.name === wijk);
    if (!feature) throw new Error(`the zone has no wijk ${wijk}`);
    return pointInside(feature.geometry, seed);
  };
  return { as, spot, inMinutes: (minutes) => new Date(now().getTime() + minutes * 60_000).toISOString() };
}
