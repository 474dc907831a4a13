import { useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../api/routes';
import { askedAnew, useAsk } from '../../api/use';
import { useFrames } from '../../app/feed';
import { withUnit } from './frames';

/** Units with their status, kept current by frames. */
export function useUnits() {
  const queries = useQueryClient();
  useFrames(['unit'], ({ data }) => {
    const before = queries.getQueryData<AnswerOf<'listUnits'>>(['listUnits', {}])?.units.find(({ unitId }) => unitId === data['unitId']);
    queries.setQueryData<AnswerOf<'listUnits'>>(['listUnits', {}], (old) => old && { ...old, units: withUnit(old.units, data) });
    // A position is in the frame; what a new status means is asked.
    if (before?.status !== data['status']) void queries.invalidateQueries({ queryKey: ['listUnits', {}] });
  });
  return useAsk('listUnits', {}, askedAnew);
}
