import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '../app/session';
import type { Problem } from './problem';
import type { AnswerOf, RequestOf, RouteName } from './routes';

interface AskSettings {
  enabled?: boolean;
  /** Milliseconds an answer counts as fresh. */
  freshMs?: number;
}

/**
 * For lists that frames keep current: what came by frame lives with the page and is gone when it is left, so that coming back asks
 * again, whatever the age of the last answer. That answer is drawn meanwhile.
 */
export const askedAnew: AskSettings = { freshMs: 0 };

/** Asks and keeps the answer under the name of the route and the request. */
export function useAsk<N extends RouteName>(
  name: N,
  request: RequestOf<N>,
  settings: AskSettings = {},
): UseQueryResult<AnswerOf<N>, Problem> {
  const api = useApi();
  return useQuery<AnswerOf<N>, Problem>({
    queryKey: [name, request],
    queryFn: ({ signal }) => api.ask(name, request, { signal }),
    enabled: settings.enabled ?? true,
    staleTime: settings.freshMs ?? 15_000,
  });
}

/** Sends a wish; after success the named lists are asked again. */
export function useWish<N extends RouteName>(
  name: N,
  renews: readonly RouteName[] = [],
): UseMutationResult<AnswerOf<N>, Problem, { request: RequestOf<N>; key?: string }> {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation<AnswerOf<N>, Problem, { request: RequestOf<N>; key?: string }>({
    mutationFn: ({ request, key }) => api.ask(name, request, { idempotencyKey: key }),
    onSuccess: async () => {
      await Promise.all(renews.map((route) => queries.invalidateQueries({ queryKey: [route] })));
    },
  });
}
