import type { Span, Trace } from './jaeger';

/** Time in which nobody worked: in the outbox before publishing, or in the stream before handling. Microseconds. */
export interface Wait {
  kind: 'outbox' | 'stream';
  from: number;
  to: number;
}
export interface Row {
  span: Span;
  depth: number;
  /** Time in which none of its children worked. */
  self: number;
  wait: Wait | undefined;
}
export interface Waterfall {
  from: number;
  to: number;
  rows: Row[];
  /** Where most of the time went: the hop to look at first. */
  slowest: { spanId: string; part: 'self' | Wait['kind']; duration: number } | undefined;
}

/** A shorter wait than this is the machinery's own and says nothing. */
const leastWait = 2_000;

function selfOf(span: Span, children: readonly Span[]): number {
  const end = span.start + span.duration;
  let covered = 0;
  let upTo = span.start;
  for (const child of [...children].sort((a, b) => a.start - b.start)) {
    const from = Math.max(child.start, upTo);
    const to = Math.min(child.start + child.duration, end);
    if (to > from) covered += to - from;
    upTo = Math.max(upTo, to);
  }
  return span.duration - covered;
}

function waitOf(span: Span, parent: Span | undefined): Wait | undefined {
  const waited = Number(span.tags['spil.outbox.waited_ms'] ?? 0) * 1000;
  if (waited >= leastWait) return { kind: 'outbox', from: span.start - waited, to: span.start };
  if (span.kind !== 'consumer' || parent?.kind !== 'producer') return undefined;
  const published = parent.start + parent.duration;
  return span.start - published >= leastWait ? { kind: 'stream', from: published, to: span.start } : undefined;
}

function slowestOf(rows: readonly Row[]): Waterfall['slowest'] {
  const parts = rows.flatMap(({ span, self, wait }) => [
    { spanId: span.id, part: 'self' as const, duration: self },
    ...(wait ? [{ spanId: span.id, part: wait.kind, duration: wait.to - wait.from }] : []),
  ]);
  return parts.reduce<Waterfall['slowest']>((most, part) => (most && most.duration >= part.duration ? most : part), undefined);
}

/** A trace as rows: every span under its parent, with its own time, the waits before it, and where most of the time went. */
export function waterfallOf({ spans }: Trace): Waterfall {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const children = new Map<string, Span[]>();
  const roots: Span[] = [];
  for (const span of spans) {
    if (span.parent === undefined || !byId.has(span.parent)) roots.push(span);
    else children.set(span.parent, [...(children.get(span.parent) ?? []), span]);
  }
  const rows: Row[] = [];
  const seen = new Set<string>();
  const add = (span: Span, depth: number): void => {
    if (seen.has(span.id)) return;
    seen.add(span.id);
    const own = children.get(span.id) ?? [];
    rows.push({ span, depth, self: selfOf(span, own), wait: waitOf(span, byId.get(span.parent ?? '')) });
    for (const child of [...own].sort((a, b) => a.start - b.start)) add(child, depth + 1);
  };
  for (const root of [...roots].sort((a, b) => a.start - b.start)) add(root, 0);
  const from = Math.min(...rows.map(({ span, wait }) => Math.min(span.start, wait?.from ?? span.start)));
  const to = Math.max(...rows.map(({ span }) => span.start + span.duration));
  return { from, to, rows, slowest: slowestOf(rows) };
}
