import type { QueryClient } from '@tanstack/react-query';
import type { RouteName } from '../api/routes';

/** What frames keep current; the rest is asked when it is looked at. */
const keptByFrames: readonly RouteName[] = [
  'listBriefings',
  'listCalls',
  'listInbox',
  'listMyNotes',
  'listPromises',
  'listUnits',
  'readNote',
  'readSceneCard',
];

/** Asks these again, and those most of all that are being asked this moment: that answer may be from before what was just learnt. */
async function askAgain(queries: QueryClient, routes: readonly RouteName[], when: 'asked' | 'being asked'): Promise<void> {
  const of = {
    predicate: ({ queryKey: [name], state }: { queryKey: readonly unknown[]; state: { fetchStatus: string } }) =>
      routes.includes(name as RouteName) && (when === 'asked' || state.fetchStatus === 'fetching'),
  };
  const meant = new Set(queries.getQueryCache().findAll(of));
  const same = { predicate: (query: unknown) => meant.has(query as never) };
  await queries.cancelQueries(same);
  await queries.invalidateQueries(same);
}

/** A live feed begins: whatever was asked before it may have missed what was told between the two. */
export const askAgainAtBegin = (queries: QueryClient): Promise<void> => askAgain(queries, keptByFrames, 'asked');

/** A frame came that changes these lists: an answer under way that does not know it yet would take it back. */
export const askAgainUnderWay = (queries: QueryClient, ...routes: readonly RouteName[]): Promise<void> =>
  askAgain(queries, routes, 'being asked');
