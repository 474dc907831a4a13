import { useMemo } from 'react';
import type { AnswerOf } from './routes';
import { useAsk } from './use';

export type WijkFeature = AnswerOf<'listNeighbourhoods'>['features'][number];

/** The wijken of the zone: they change a few times a year. */
export const useWijken = (enabled = true) => useAsk('listNeighbourhoods', {}, { enabled, freshMs: Infinity });

/** What the zone is called; its id while that is not known. Asked for by whoever has a place in the zone: the bar names it on every page. */
export function useZoneName(id: string): string {
  return useWijken().data?.name ?? id;
}

/** Gives the name of a wijk, or its id while the names are on their way. */
export function useWijkName(): (wijkId: string) => string {
  const { data } = useWijken();
  return useMemo(() => {
    const names = new Map(data?.features.map((feature) => [feature.id, feature.properties.name]));
    // Before the zone is here: a place to come, never its number.
    return (wijkId) => names.get(wijkId) ?? (data ? wijkId : '…');
  }, [data]);
}
