import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Problem } from '../../api/problem';
import type { AnswerOf } from '../../api/routes';
import { useApi } from '../../app/session';

/** `next` is where the page after this one begins, told when it came: settled rows leave it later. */
type Page = AnswerOf<'listInbox'> & { next?: string };
export type Entry = Page['entries'][number];
export type Status = Entry['status'];
type Loaded = InfiniteData<Page, string | undefined>;

const rows = 100;

/** A desk's inbox as far as it was scrolled: each page is asked for, and its rows logged as read, only when one comes near it. */
export function useInbox(status: Status) {
  const api = useApi();
  const query = useInfiniteQuery<Page, Problem, Loaded, (string | Status)[], string | undefined>({
    queryKey: ['listInbox', status],
    queryFn: async ({ pageParam: before, signal }) => {
      const page = await api.ask('listInbox', { status, before, limit: rows }, { signal });
      // Rows of one moment stay together, so a page may be longer than asked; a short one is the last.
      return page.entries.length < rows ? page : { ...page, next: page.entries.at(-1)?.filedAt };
    },
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: 15_000,
    refetchOnWindowFocus: false,
  });
  return { query, entries: query.data?.pages.flatMap(({ entries }) => entries) ?? [], asOf: query.data?.pages[0]?.asOf };
}

/** What a decision changes in the lists, without asking for every row again. */
export function useInboxChanges() {
  const queries = useQueryClient();
  const renew = (): void => {
    queries.setQueriesData<Loaded>({ queryKey: ['listInbox'] }, (old) => old && first(old));
    void queries.invalidateQueries({ queryKey: ['listInbox'] });
  };
  return {
    /** Takes a settled entry out of the new ones; where it went to is asked again when somebody looks there. */
    settled(itemId: string, to: Status): void {
      queries.setQueriesData<Loaded>({ queryKey: ['listInbox', 'new'] }, (old) => old && without(old, itemId));
      void queries.invalidateQueries({ queryKey: ['listInbox', to] });
      void queries.invalidateQueries({ queryKey: ['readItem', { itemId }] });
    },
    /** Begins again at the newest: only the first page is asked. */
    renew,
    /** A colleague was first with this one, and perhaps with others; or it may not be seen any more. All of it is asked again. */
    outdated(itemId: string): void {
      void queries.resetQueries({ queryKey: ['readItem', { itemId }] });
      renew();
    },
  };
}

const without = (loaded: Loaded, itemId: string): Loaded => ({
  ...loaded,
  pages: loaded.pages.map((page) => ({ ...page, entries: page.entries.filter((entry) => entry.itemId !== itemId) })),
});
const first = ({ pages, pageParams }: Loaded): Loaded => ({ pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) });
