import type { Facts } from './facts';
import type { Finding, Verdict } from './check';

/** I3: each consumer took effect exactly once for each acknowledged write; never more for anything. */
export function onceInEffect({ rules, signals, of }: Facts): Verdict {
  const findings: Finding[] = [];
  const effects = of('effect');
  let checked = 0;
  for (const { consumer, kinds } of rules.consumers) {
    const mine = new Map(effects.filter((line) => line.consumer === consumer).map(({ id, times }) => [id, times]));
    const due = signals.filter(({ kind }) => kinds.includes(kind));
    checked += due.length;
    const none = due.filter(({ id }) => !mine.get(id)).map(({ id }) => id);
    const more = [...mine].filter(([, times]) => times > 1).map(([id, times]) => `${id} ×${times}`);
    if (none.length > 0) findings.push({ invariant: 'I3', what: `${consumer} has no effect of ${list(none)}` });
    if (more.length > 0) findings.push({ invariant: 'I3', what: `${consumer} took effect more than once: ${list(more)}` });
  }
  return { invariant: 'I3', checked, findings, figure: `${repeats(of)} duplicates on the wire or in streams` };
}

/** Duplicates are allowed and counted. */
function repeats(of: Facts['of']): number {
  const seen = new Set<string>();
  let count = 0;
  for (const { stream, id } of of('stored')) {
    const name = `${stream} ${id}`;
    if (seen.has(name)) count++;
    seen.add(name);
  }
  const frames = new Set<string>();
  for (const { reader, event, seen: words } of of('frame')) {
    if (words.length === 0) continue;
    const name = `${reader} ${event} ${words.join()}`;
    if (frames.has(name)) count++;
    frames.add(name);
  }
  return count;
}

/**
 * I4: a stream holds the versions of an aggregate in order (repeats of earlier ones aside), and what a consumer made of them is
 * what handling in order makes: never a step back, and the last one in place.
 */
export function inOrder(facts: Facts): Verdict {
  const streams = streamsInOrder(facts);
  const projections = projectionsInOrder(facts);
  return {
    invariant: 'I4',
    checked: streams.checked + projections.checked,
    findings: [...streams.findings, ...projections.findings].slice(0, 10),
  };
}

type Part = Pick<Verdict, 'checked' | 'findings'>;

function streamsInOrder({ of }: Facts): Part {
  const highest = new Map<string, number>();
  const bad = new Set<string>();
  let checked = 0;
  for (const { stream, aggregate, n, seq } of [...of('stored')].sort((a, b) => a.seq - b.seq)) {
    if (aggregate === undefined || n === undefined) continue;
    checked++;
    const key = `${stream} ${aggregate}`;
    const before = highest.get(key) ?? 0;
    if (n > before + 1) bad.add(`${aggregate} ${before}→${n} in ${stream} at ${seq}`);
    highest.set(key, Math.max(before, n));
  }
  const what = `versions are not in order in the stream: ${list([...bad])}`;
  return { checked, findings: bad.size > 0 ? [{ invariant: 'I4', what }] : [] };
}

function projectionsInOrder({ of, signals, rules }: Facts): Part {
  const due = lastOfEach(signals);
  const findings: Finding[] = [];
  for (const { consumer, aggregate, versions, last } of of('applied')) {
    const back = versions.find((version, i) => i > 0 && version <= (versions[i - 1] as number));
    if (back !== undefined) findings.push({ invariant: 'I4', what: `${consumer} applied ${back} of ${aggregate} after a newer one` });
    const latest = due.get(aggregate) ?? 0;
    if (last < latest) findings.push({ invariant: 'I4', what: `${consumer} stands at ${last} of ${aggregate}, ${latest} is due` });
  }
  // What changed once has no order: where something changed again and somebody listens, he must have been seen to apply it.
  const changed = rules.consumers.length > 0 && [...due.values()].some((n) => n > 1);
  if (changed && of('applied').length === 0)
    findings.push({ invariant: 'I4', what: 'changes were made and nobody was seen to apply them' });
  return { checked: of('applied').length, findings };
}

/** The highest version of each aggregate that was acknowledged. */
function lastOfEach(signals: Facts['signals']): Map<string, number> {
  const last = new Map<string, number>();
  for (const { aggregate = '', n = 0 } of signals) last.set(aggregate, Math.max(last.get(aggregate) ?? 0, n));
  return last;
}

const list = (all: readonly string[]): string => `${all.slice(0, 5).join(', ')}${all.length > 5 ? ` … (${all.length})` : ''}`;
