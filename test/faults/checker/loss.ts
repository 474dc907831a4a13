import type { Facts } from './facts';
import type { Finding, Verdict } from './check';

const some = (list: readonly string[]): string => `${list.slice(0, 5).join(', ')}${list.length > 5 ? ` … (${list.length})` : ''}`;

/** I1: what was acknowledged is in the database, in every stream it belongs in, and at every reader entitled throughout. */
export function noLoss({ rules, signals, acks, of, oracle, end }: Facts): Verdict {
  const findings: Finding[] = [];
  const say = (what: string): void => void findings.push({ invariant: 'I1', what });
  const documents = new Set(of('document').map(({ id }) => id));
  const absent = [...acks.values()].filter(({ id }) => !documents.has(id)).map(({ id }) => id);
  if (absent.length > 0) say(`acknowledged and not in the database: ${some(absent)}`);
  for (const { stream, kinds } of rules.streams) {
    const stored = new Set(
      of('stored')
        .filter((line) => line.stream === stream)
        .map(({ about }) => about),
    );
    const missing = signals.filter(({ id, kind }) => kinds.includes(kind) && !stored.has(id)).map(({ id }) => id);
    if (missing.length > 0) say(`acknowledged and not in ${stream}: ${some(missing)}`);
  }
  const expected = missingFrames({ signals, oracle, of, end } as Facts, say);
  if (acks.size === 0) say('nothing was acknowledged: the run proves nothing');
  return { invariant: 'I1', checked: acks.size, findings, figure: `${acks.size} acknowledged, ${expected} deliveries due` };
}

function missingFrames({ signals, oracle, of, end }: Facts, say: (what: string) => void): number {
  const got = new Map<string, Set<string>>();
  for (const { reader, seen } of of('frame')) for (const id of seen) got.set(reader, (got.get(reader) ?? new Set()).add(id));
  let expected = 0;
  for (const reader of oracle.readers) {
    const due = signals.filter((signal) => oracle.mustSee(reader, signal, end));
    expected += due.length;
    const missing = due.filter(({ id }) => !got.get(reader)?.has(id)).map(({ id, kind }) => `${kind} ${id}`);
    if (missing.length > 0) say(`${reader} is entitled to it and never received: ${some(missing)}`);
  }
  return expected;
}

/** I5: no 201 for something not there; a repeat with the same key answers the same; one key, one aggregate. */
export function honestAnswers({ acks, answers, writes, of }: Facts): Verdict {
  const findings: Finding[] = [];
  const say = (what: string): void => void findings.push({ invariant: 'I5', what });
  const documents = of('document');
  const byKey = new Map<string, Set<string>>();
  const byToken = new Map<string, number>();
  for (const { key, id, token } of documents) {
    if (key !== undefined) byKey.set(key, (byKey.get(key) ?? new Set()).add(id));
    if (token !== undefined) byToken.set(token, (byToken.get(token) ?? 0) + 1);
  }
  const two = [...byKey].filter(([, ids]) => ids.size > 1).map(([key]) => key);
  if (two.length > 0) say(`one key made several aggregates: ${some(two)}`);
  const doubled = [...byToken].filter(([, times]) => times > 1).map(([token]) => token);
  if (doubled.length > 0) say(`one write made several aggregates: ${some(doubled)}`);
  const other = [...answers].filter(([, all]) => all.size > 1).map(([key]) => key);
  if (other.length > 0) say(`a repeat with the same key answered something else: ${some(other)}`);
  const tokens = new Set([...writes.values()].map(({ token }) => token));
  const strange = [...byToken.keys()].filter((token) => !tokens.has(token));
  if (strange.length > 0) say(`in the database and written by nobody: ${some(strange)}`);
  const unknown = [...acks.keys()].filter((key) => !writes.has(key));
  if (unknown.length > 0) say(`acknowledged what nobody wrote: ${some(unknown)}`);
  const retried = of('failed').length;
  return { invariant: 'I5', checked: answers.size, findings, figure: `${retried} failed attempts, retried with the same key` };
}
