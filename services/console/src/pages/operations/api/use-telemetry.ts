import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { charts, figures, tables, type ChartId, type FigureId, type Table, type TableId } from '@spil/charts';
import type { Problem } from '../../../api/problem';
import { useApi } from '../../../app/session';
import { readTrace, type Call, type JaegerTrace, type Trace } from './jaeger';
import { readMatrix, readRules, readVector, type AlertRule, type Labels, type Plotted } from './prom';

type Params = Readonly<Record<string, string | number | undefined>>;
type Ask = (path: string, params?: Params, signal?: AbortSignal) => Promise<unknown>;

/** How often what is on the screen is asked again, in ms. */
const everyMs = 10_000;

function useAskTelemetry(): Ask {
  const api = useApi();
  return async (path, params = {}, signal) => {
    const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
    const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    const response = await api.fetch(`/v1/operations/telemetry/${path}${query && `?${query}`}`, { signal: signal ?? null });
    return response.json();
  };
}

interface Asking<T> {
  key: readonly unknown[];
  ask: (ask: Ask, signal: AbortSignal) => Promise<T>;
  enabled?: boolean;
  again?: boolean;
}
function useTelemetry<T>({ key, ask, enabled = true, again = true }: Asking<T>): UseQueryResult<T, Problem> {
  const asked = useAskTelemetry();
  return useQuery<T, Problem>({
    queryKey: ['telemetry', ...key],
    queryFn: ({ signal }) => ask(asked, signal),
    refetchInterval: again ? everyMs : false,
    staleTime: again ? everyMs / 2 : 60_000,
    enabled,
    placeholderData: (before) => before,
  });
}

/** A chart of the shared definition over the last `seconds`, on one axis of time. */
export function useChart(id: ChartId, seconds: number): UseQueryResult<Plotted, Problem> {
  return useTelemetry({
    key: ['chart', id, seconds],
    ask: async (ask, signal) => {
      const step = Math.max(5, Math.round(seconds / 120));
      // On whole steps, so that two readings of the same time are the same.
      const end = Math.floor(Date.now() / 1000 / step) * step;
      const range = { start: end - seconds, end, step };
      const answers = charts[id].series.map(async ({ legend, query }) => ({
        legend,
        answer: await ask('api/v1/query_range', { query, ...range }, signal),
      }));
      return readMatrix(await Promise.all(answers));
    },
  });
}

export interface TableRow {
  labels: Labels;
  values: Record<string, number | undefined>;
}
/** A table of the shared definition: a row per combination of labels, in order. */
export const useTable = (id: TableId): UseQueryResult<TableRow[], Problem> =>
  useTelemetry({
    key: ['table', id],
    ask: async (ask, signal) => {
      const { by, columns }: Table = tables[id];
      const rows = new Map<string, TableRow>();
      const columnsFound = Object.entries(columns).map(async ([name, { query }]) => {
        const answer = readVector(await ask('api/v1/query', { query }, signal));
        return { name, answer };
      });
      for (const { name, answer } of await Promise.all(columnsFound)) {
        for (const { labels, value } of answer) {
          const key = by.map((label) => labels[label] ?? '').join(' ');
          const row = rows.get(key) ?? { labels, values: {} };
          row.values[name] = Number.isFinite(value) ? value : undefined;
          rows.set(key, row);
        }
      }
      return [...rows].sort(([a], [b]) => a.localeCompare(b)).map(([, row]) => row);
    },
  });

/** All figures of the overview at once; undefined where nothing was measured yet. */
export const useFigures = (): UseQueryResult<Partial<Record<FigureId, number>>, Problem> =>
  useTelemetry({
    key: ['figures'],
    ask: async (ask, signal) => {
      const found = await Promise.all(
        Object.entries(figures).map(async ([id, { query }]) => {
          const value = readVector(await ask('api/v1/query', { query }, signal))[0]?.value;
          return [id, value !== undefined && Number.isFinite(value) ? value : undefined] as const;
        }),
      );
      return Object.fromEntries(found) as Partial<Record<FigureId, number>>;
    },
  });

export const useAlertRules = (): UseQueryResult<AlertRule[], Problem> =>
  useTelemetry({ key: ['rules'], ask: async (ask, signal) => readRules(await ask('api/v1/rules', {}, signal)) });

export const useServices = (): UseQueryResult<string[], Problem> =>
  useTelemetry({
    key: ['services'],
    ask: async (ask, signal) => ((await ask('api/services', {}, signal)) as { data: string[] | null }).data ?? [],
  });

export const useOperations = (service: string): UseQueryResult<string[], Problem> =>
  useTelemetry({
    key: ['operations', service],
    enabled: service !== '',
    ask: async (ask, signal) => {
      const path = `api/services/${encodeURIComponent(service)}/operations`;
      return ((await ask(path, {}, signal)) as { data: string[] | null }).data ?? [];
    },
  });

export interface TraceSearch {
  service: string;
  operation: string;
  /** As Jaeger writes it: `100ms`, `1.2s`. */
  minDuration: string;
  tags: Readonly<Record<string, string>>;
  seconds: number;
  limit: number;
}
/** Traces in which one span fits, newest first. */
export const useTraces = (search: TraceSearch): UseQueryResult<Trace[], Problem> =>
  useTelemetry({
    key: ['traces', search],
    enabled: search.service !== '',
    ask: async (ask, signal) => {
      const end = Date.now() * 1000;
      const { service, operation, minDuration, tags, seconds, limit } = search;
      const given = Object.keys(tags).length > 0 ? JSON.stringify(tags) : '';
      const params = { service, operation, minDuration, tags: given, start: end - seconds * 1e6, end, limit };
      return ((await ask('api/traces', params, signal)) as { data: JaegerTrace[] | null }).data?.map(readTrace) ?? [];
    },
  });

/** One trace; asked again while it may still grow. */
export const useTrace = (id: string): UseQueryResult<Trace | undefined, Problem> =>
  useTelemetry({
    key: ['trace', id],
    ask: async (ask, signal) => {
      const trace = ((await ask(`api/traces/${id}`, {}, signal)) as { data: JaegerTrace[] | null }).data?.[0];
      return trace && readTrace(trace);
    },
  });

export const useCalls = (hours: number): UseQueryResult<Call[], Problem> =>
  useTelemetry({
    key: ['dependencies', hours],
    ask: async (ask, signal) => {
      const params = { endTs: Date.now(), lookback: hours * 3_600_000 };
      return ((await ask('api/dependencies', params, signal)) as { data: Call[] | null }).data ?? [];
    },
  });
