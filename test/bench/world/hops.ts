import { Delays } from '../figures';

interface JaegerSpan {
  operationName: string;
  /** µs since 1970. */
  startTime: number;
  duration: number;
  processID: string;
}
interface JaegerTrace {
  spans: JaegerSpan[];
  processes: Record<string, { serviceName: string }>;
}

/** One step of the way, over all traces that have it. */
export interface Hop {
  name: string;
  seen: number;
  /** ms after the first span of its trace at which it began, and how long it took. */
  begins: { p50: number; p99: number };
  takes: { p50: number; p99: number };
}

/** Reads traces from the Jaeger query API and lays their spans beside each other by service and name, in order of time. */
export async function hopsOf({ base, ids }: { base: string; ids: readonly string[] }): Promise<Hop[]> {
  const steps = new Map<string, { begins: Delays; takes: Delays }>();
  for (const id of ids) {
    const answer = await fetch(`${base}/api/traces/${id}`).catch(() => undefined);
    if (!answer?.ok) continue;
    const { data } = (await answer.json()) as { data: JaegerTrace[] };
    if (data[0]) lay(data[0], steps);
  }
  return [...steps]
    .map(([name, { begins, takes }]) => ({
      name,
      seen: begins.count,
      begins: { p50: begins.at(50), p99: begins.at(99) },
      takes: { p50: takes.at(50), p99: takes.at(99) },
    }))
    .sort((a, b) => a.begins.p50 - b.begins.p50);
}

/** Only the first span of a name counts in a trace: a fan-out has several, and the first is on the way to the screen. */
function lay({ spans, processes }: JaegerTrace, steps: Map<string, { begins: Delays; takes: Delays }>): void {
  const start = Math.min(...spans.map(({ startTime }) => startTime));
  const seen = new Set<string>();
  for (const span of [...spans].sort((a, b) => a.startTime - b.startTime)) {
    const name = `${processes[span.processID]?.serviceName ?? '?'}: ${span.operationName}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const step = steps.get(name) ?? { begins: new Delays(), takes: new Delays() };
    steps.set(name, step);
    step.begins.add((span.startTime - start) / 1_000);
    step.takes.add(span.duration / 1_000);
  }
}
