import { useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../api/routes';
import { useAsk } from '../../api/use';
import { useFrames } from '../../app/feed';
import { withUnit } from './frames';

/** Units with their status, kept current by frames. */
export function useUnits() {
  const queries = useQueryClient();
  useFrames(['unit'], ({ data }) => {
    queries.setQueryData<AnswerOf<'listUnits'>>(['listUnits', {}], (old) => old && { ...old, units: withUnit(old.units, data) });
  });
  return useAsk('listUnits', {});
}
