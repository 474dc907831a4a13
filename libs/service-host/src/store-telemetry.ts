import { activeTraceIds, inSpan, record } from '@spil/observability';

/** One piece of database work as the service waits for it: a span inside the trace it belongs to, and the time it took. */
export async function storeTelemetry<T>(collection: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    // Work that belongs to no trace (sweeps, warming up) is only counted: it would fill the traces with roots of its own.
    return activeTraceIds() === undefined ? await work() : await inSpan(`store ${collection}`, spanOf(collection), work);
  } finally {
    record('db.client.operation.duration', (performance.now() - started) / 1000, { 'db.collection.name': collection });
  }
}

const spanOf = (collection: string) => ({
  kind: 'client' as const,
  attributes: { 'db.system.name': 'mongodb', 'db.collection.name': collection },
});
