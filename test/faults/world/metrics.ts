import type { World } from './world';

interface Answer {
  data?: { result?: { value: [number, string] }[] };
}

/** The sum of what a query of the figures says now, as the operator's pages ask it; 0 when there is nothing. */
export async function figure(world: World, query: string): Promise<number> {
  const response = await fetch(`${world.ready.traces}/api/v1/query?query=${encodeURIComponent(query)}`).catch(() => undefined);
  const { data } = ((await response?.json().catch(() => ({}))) ?? {}) as Answer;
  return (data?.result ?? []).reduce((sum, { value }) => sum + Number(value[1]), 0);
}

/** Spans that all processes said they could not deliver, since the world began. */
export const droppedSpans = (world: World): Promise<number> => figure(world, 'spil_telemetry_spans_dropped_total');
