import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/session';

interface Me {
  assignments: { role: string; team?: string; wijkIds?: string[] }[];
}

/** What the person may do now, by the assignments that hold: the gateway's own answer, not a contract of a service. */
export function useMyAssignments(): Me['assignments'] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => (await (await api.fetch('/v1/me', { signal })).json()) as Me,
    staleTime: 60_000,
  });
  return data?.assignments ?? [];
}
