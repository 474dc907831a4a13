import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import type { Problem } from '../../api/problem';
import { useApi } from '../../app/session';
import { parted, routeOf, services, type Line, type ReadsAnswer, type Service } from './lines';

interface Question {
  recordId: string;
  /** Other names of the record; undefined while they are not known. */
  also: readonly string[] | undefined;
}
type Loaded = InfiniteData<ReadsAnswer, number | undefined>;

/** Lines of one service, page after page. Each asking is logged, so it is not asked again by itself. */
function useServiceReads(service: Service, { recordId, also }: Question) {
  const api = useApi();
  return useInfiniteQuery<ReadsAnswer, Problem, Loaded, unknown[], number | undefined>({
    queryKey: ['reads', service, recordId, also],
    queryFn: ({ pageParam: before, signal }) => api.ask(routeOf[service] as 'whoReadWijk', requestOf(recordId, also, before), { signal }),
    initialPageParam: undefined,
    getNextPageParam: ({ more, lines }) => (more ? lines.at(-1)?.seq : undefined),
    enabled: recordId !== '' && also !== undefined,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

export const requestOf = (recordId: string, also: readonly string[] = [], before?: number) => ({
  recordId,
  ...(also.length > 0 ? { also: [...also] } : {}),
  ...(before === undefined ? {} : { before }),
});

const none: readonly string[] = [];

type ServiceReads = ReturnType<typeof useServiceReads>;

/** Every service's lines. The one that knows what was made of the record is asked first, the others by all its names. */
function useEachService(recordId: string): { also: readonly string[]; each: { service: Service; query: ServiceReads }[] } {
  const first = useServiceReads('information-sharing', { recordId, also: none });
  const related = first.data?.pages[0]?.related.map((one) => one.recordId);
  // Without an answer of the one that knows, the others are asked by the number as it is: less, but not nothing.
  const also = related ?? (first.isError ? none : undefined);
  const wijk = useServiceReads('wijk', { recordId, also });
  const intervention = useServiceReads('intervention', { recordId, also });
  const gateway = useServiceReads('gateway', { recordId, also });
  const queries = { 'information-sharing': first, wijk, intervention, gateway };
  return { also: also ?? none, each: services.map((service) => ({ service, query: queries[service] })) };
}

/** Who read a record, by all services that keep account of it: what was read, what is missing, what is still coming. */
export function useReads(recordId: string) {
  const { also, each } = useEachService(recordId);
  const open = each.filter(({ query }) => query.hasNextPage);
  return {
    ...parted(each.flatMap(({ service, query }) => linesOf(service, query.data))),
    also,
    loading: each.some(({ query }) => query.isPending),
    missing: each.flatMap(({ service, query }) => (query.isError ? [{ service, problem: query.error }] : [])),
    asOf: each.flatMap(({ query }) => query.data?.pages[0]?.asOf ?? [])[0],
    hasOlder: open.length > 0,
    older: () => void Promise.all(open.map(({ query }) => query.fetchNextPage())),
    again: () => void Promise.all(each.map(({ query }) => query.isError && query.refetch())),
  };
}
export type Reads = ReturnType<typeof useReads>;

const linesOf = (service: Service, loaded: Loaded | undefined): Line[] =>
  (loaded?.pages ?? []).flatMap(({ lines }) => lines.map((line) => ({ ...line, service })));
