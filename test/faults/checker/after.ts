import type { Facts } from './facts';
import type { Finding, Verdict } from './check';

/** Spans every acknowledged note must have, by the beginning of their names: POST → insert → publish → route → deliver. */
const hops = ['POST', 'answer', 'publish', 'process', 'deliver'];

/** I6: one trace for each acknowledged write from the request to the delivery, or a recorded drop. */
export function tracesKept({ rules, acks, of }: Facts): Verdict {
  if (!rules.traces)
    return { invariant: 'I6', checked: 0, findings: [], figure: 'not asked: killed processes take their unsent spans along' };
  const dropped = of('dropped-spans').reduce((sum, { count }) => sum + count, 0);
  const traces = new Map(of('trace').map(({ trace, spans }) => [trace, spans]));
  const asked = [...acks.values()].filter(({ trace }) => trace !== undefined && traces.has(trace));
  const findings: Finding[] = [];
  const broken = asked.filter(({ trace }) => !isWhole(traces.get(trace ?? '') ?? [])).map(({ trace }) => trace ?? '');
  if (broken.length > 0 && dropped === 0)
    findings.push({ invariant: 'I6', what: `traces with a gap and no drop counted: ${broken.slice(0, 5).join(', ')} (${broken.length})` });
  if (asked.length === 0) findings.push({ invariant: 'I6', what: 'no trace was looked at' });
  return { invariant: 'I6', checked: asked.length, findings, figure: `${asked.length - broken.length} of ${asked.length} whole` };
}
export const isWhole = (spans: readonly string[]): boolean => hops.every((hop) => spans.some((name) => name.startsWith(hop)));

/** I7: every read log's chain verifies, and each showing of a call has its line: a reader never saw more than was written down. */
export function auditKept(facts: Facts): Verdict {
  const chains = facts.of('chain');
  const broken = chains.filter(({ ok }) => !ok).map(({ service, why }) => `the read log of ${service} is broken: ${why ?? ''}`);
  const { shown, without } = unlogged(facts);
  const unwritten = without.length > 0 ? [`shown and not in the read log: ${without.slice(0, 5).join(', ')} (${without.length})`] : [];
  return {
    invariant: 'I7',
    checked: chains.reduce((sum, { count }) => sum + count, 0) + shown,
    findings: [...broken, ...unwritten].map((what): Finding => ({ invariant: 'I7', what })),
    figure: `${chains.length} chains, ${shown} showings`,
  };
}

/** Calls are a caller's story: each of their frames is a consultation of its own, a repeat after a cut too. */
function unlogged({ of, signals }: Facts): { shown: number; without: string[] } {
  const calls = new Set(signals.filter(({ kind }) => kind === 'call').map(({ id }) => id));
  const frames = new Map<string, number>();
  for (const { reader, event, seen } of of('frame')) {
    if (event !== 'call') continue;
    for (const id of seen) if (calls.has(id)) frames.set(`${reader} ${id}`, (frames.get(`${reader} ${id}`) ?? 0) + 1);
  }
  const lines = new Map(of('read-lines').map(({ reader, id, times }) => [`${reader} ${id}`, times]));
  const without = [...frames].filter(([name, times]) => (lines.get(name) ?? 0) < times).map(([name]) => name);
  return { shown: frames.size, without };
}

/** I8: within the bound after the last heal everything is there; processes that lived throughout did not grow by half. */
export function recovered({ rules, of }: Facts): Verdict {
  const healed = of('healed').at(-1);
  const back = of('recovered');
  const findings: Finding[] = [];
  const took = healed && back.length > 0 ? Math.max(...back.map(({ t }) => t)) - healed.t : undefined;
  if (!healed || took === undefined) findings.push({ invariant: 'I8', what: 'it never recovered' });
  else if (took > rules.within)
    findings.push({ invariant: 'I8', what: `recovered ${took} ms after the heal; ${rules.within} ms is the bound` });
  const memory = of('memory');
  for (const line of memory) findings.push(...grown(line).map((what): Finding => ({ invariant: 'I8', what })));
  return {
    invariant: 'I8',
    checked: back.length + memory.length,
    findings,
    figure: took === undefined ? 'never' : `${took} ms of ${rules.within}`,
  };
}

/** Above this a process has taken more than its part of a small machine, whatever it does with it. */
const MOST_TAKEN = 400e6;

/**
 * What is in use after a collection tells a leak. What was taken does not: the allocator keeps pages after a burst and gives them
 * out again (seen: 126 → 268 MB taken, 83 → 89 MB in use), so it is bounded as such. A process that just started has not grown
 * into its load: below 150 MB taken or 100 MB in use nothing is read into its growth.
 */
function grown({ process, before, after, used }: { process: string; before: number; after: number; used?: [number, number] }): string[] {
  if (!used) return after > 1.5 * Math.max(before, 150e6) ? [`${process} grew from ${mb(before)} to ${mb(after)}`] : [];
  const holds = used[1] > 1.5 * Math.max(used[0], 100e6) ? [`${process} holds ${mb(used[1])}, before it held ${mb(used[0])}`] : [];
  return after > MOST_TAKEN ? [...holds, `${process} has taken ${mb(after)}`] : holds;
}
const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
