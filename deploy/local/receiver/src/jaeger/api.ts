import { type Answer, BadRequest, json } from '../http';
import type { TraceStore } from '../store/trace-store';
import { dependenciesOf, jaegerTrace } from './shape';

const whole = (data: unknown): Answer => json({ data, total: Array.isArray(data) ? data.length : 1, limit: 0, offset: 0, errors: null });
const refused = (status: number, msg: string): Answer =>
  json({ data: null, total: 0, limit: 0, offset: 0, errors: [{ code: status, msg }] }, status);

const units: Readonly<Record<string, number>> = { ns: 1e-3, us: 1, µs: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9 };

/** Go's duration text (`1.2s`, `100ms`, `500us`) in microseconds. */
const durationOf = (text: string | null): number | undefined => {
  if (!text) return undefined;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined) throw new BadRequest(`${text} is not a duration: write 100ms or 1.2s`);
  return Number(amount) * (units[unit] ?? 1);
};

const numberOf = (params: URLSearchParams, name: string, fallback: number): number => {
  const text = params.get(name);
  if (!text) return fallback;
  if (!/^\d+$/.test(text)) throw new BadRequest(`${name} must be a whole number`);
  return Number(text);
};

const tagsOf = (params: URLSearchParams): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (const pair of params.getAll('tag')) {
    const at = pair.indexOf(':');
    if (at < 1) throw new BadRequest('tag must be key:value');
    tags[pair.slice(0, at)] = pair.slice(at + 1);
  }
  const text = params.get('tags');
  if (!text) return tags;
  try {
    const given = JSON.parse(text) as Record<string, unknown>;
    for (const [name, value] of Object.entries(given)) tags[name] = String(value);
    return tags;
  } catch {
    throw new BadRequest('tags must be a JSON object such as {"error":"true"}');
  }
};

const search = (store: TraceStore, params: URLSearchParams, nowMs: number): Answer => {
  const ids = params.getAll('traceID').map((id) => id.toLowerCase());
  if (ids.length > 0)
    return whole(
      ids
        .map((id) => store.trace(id))
        .filter((spans) => spans.length > 0)
        .map(jaegerTrace),
    );
  const service = params.get('service');
  if (!service) throw new BadRequest('service is needed');
  const to = numberOf(params, 'end', nowMs * 1000);
  const found = store.search({
    service,
    operation: params.get('operation') ?? undefined,
    tags: tagsOf(params),
    from: numberOf(params, 'start', to - 48 * 3.6e9),
    to,
    minDuration: durationOf(params.get('minDuration')),
    maxDuration: durationOf(params.get('maxDuration')),
    limit: Math.min(Math.max(numberOf(params, 'limit', 20), 1), 1_500),
  });
  return whole(found.map(jaegerTrace));
};

/** Traces per service that the map of services is drawn from. */
const tracesPerService = 300;
/** The map is asked again and again and changes little: an answer holds for this long, in ms. */
const mapHoldsMs = 5_000;

const remembered = (answer: (params: URLSearchParams, nowMs: number) => Answer) => {
  let last: { key: string; at: number; found: Answer } | undefined;
  return (params: URLSearchParams, nowMs: number): Answer => {
    const key = params.get('lookback') ?? '';
    if (last && last.key === key && Math.abs(nowMs - last.at) < mapHoldsMs) return last.found;
    const found = answer(params, nowMs);
    last = { key, at: nowMs, found };
    return found;
  };
};

const dependencies = (store: TraceStore, params: URLSearchParams, nowMs: number): Answer => {
  const to = numberOf(params, 'endTs', nowMs) * 1000;
  const from = to - numberOf(params, 'lookback', 86_400_000) * 1000;
  const traces = new Map(
    store
      .services()
      .flatMap((service) =>
        store.search({ service, tags: {}, from, to, limit: tracesPerService }).map((spans) => [spans[0]?.traceId ?? '', spans] as const),
      ),
  );
  return whole(dependenciesOf([...traces.values()]));
};

const servicesOrOperations = (store: TraceStore, name: string | undefined, more: string | undefined): Answer | undefined => {
  if (name === undefined) return whole(store.services());
  return more === 'operations' ? whole(store.operations(name)) : undefined;
};

const traceById = (store: TraceStore, id: string): Answer => {
  const spans = store.trace(id.toLowerCase());
  return spans.length > 0 ? whole([jaegerTrace(spans)]) : refused(404, 'trace not found');
};

/** Answers Jaeger's query API, or undefined when the path is none of its. */
export const jaegerApi =
  (store: TraceStore, now: () => number, map = remembered((params, nowMs) => dependencies(store, params, nowMs))) =>
  (path: string, params: URLSearchParams): Answer | undefined => {
    const [what, name, more] = path.split('/').slice(2).map(decodeURIComponent);
    switch (what) {
      case 'services':
        return servicesOrOperations(store, name, more);
      case 'operations':
        return whole(store.operations(params.get('service') ?? '').map((operation) => ({ name: operation, spanKind: '' })));
      case 'traces':
        return name === undefined ? search(store, params, now()) : traceById(store, name);
      case 'dependencies':
        return map(params, now());
      default:
        return undefined;
    }
  };
