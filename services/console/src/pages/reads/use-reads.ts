import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import type { Problem } from '../../api/problem';
import { useApi } from '../../app/session';
import {
  horizonOf,
  lookedOnce,
  requestOf,
  routeOf,
  services,
  together,
  type Line,
  type ReadsAnswer,
  type Service,
  type Told,
} from './lines';

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
  const told = each.map(({ service, query }) => ({ query, ...readsOf(service, query) }));
  const looks = each.map(({ service, query }) => looksOf(service, query));
  const horizon = horizonOf(told);
  // Only who holds the account up: the others' older lines would not be shown yet.
  const next = told.filter((one) => one.more && horizonOf([one]) === horizon);
  const missing = each.flatMap(({ service, query }) => (query.isError ? [{ service, problem: query.error }] : []));
  return {
    also,
    reads: together(told),
    /** As far back as this account goes, where older reads are there. */
    horizon,
    looks: lookedOnce(together(looks)),
    moreLooks: looks.some(({ more }) => more),
    loading: each.some(({ query }) => query.isPending),
    missing,
    /** Nothing is missing and nothing older is there: what is counted is all there is. */
    whole: horizon === undefined && missing.length === 0,
    asOf: each.flatMap(({ query }) => query.data?.pages[0]?.asOf ?? [])[0],
    older: () => void Promise.all(next.map(({ query }) => query.fetchNextPage())),
    again: () => void Promise.all(each.map(({ query }) => query.isError && againOf(query))),
  };
}
export type Reads = ReturnType<typeof useReads>;

/** What was told stays: only the page that failed is asked again. */
const againOf = (query: ServiceReads) => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch());

const ofService = (service: Service, lines: ReadsAnswer['lines']): Line[] => lines.map((line) => ({ ...line, service }));

const readsOf = (service: Service, { data, hasNextPage }: ServiceReads): Told => ({
  lines: ofService(
    service,
    (data?.pages ?? []).flatMap(({ lines }) => lines),
  ),
  more: hasNextPage,
});

function looksOf(service: Service, { data }: ServiceReads): Told {
  const { lines = [], more = false } = data?.pages[0]?.looks ?? {};
  return { lines: ofService(service, lines), more };
}
