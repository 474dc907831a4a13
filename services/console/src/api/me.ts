import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '../app/session';
import type { Problem } from './problem';

export interface Assignment {
  role: string;
  team?: string;
  wijkIds?: string[];
}
interface Me {
  assignments: Assignment[];
}

/** What the person may do now, by the assignments that hold: the gateway's own answer, not a contract of a service. */
export function useMe(): UseQueryResult<Me, Problem> {
  const api = useApi();
  return useQuery<Me, Problem>({
    queryKey: ['me'],
    queryFn: async ({ signal }) => (await (await api.fetch('/v1/me', { signal })).json()) as Me,
    staleTime: 60_000,
  });
}

/** For what is only an order, such as one's own wijken first: there, not yet known is as good as none. */
export const useMyAssignments = (): Assignment[] => useMe().data?.assignments ?? [];
