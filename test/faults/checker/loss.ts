import type { Facts } from './facts';
import type { Finding, Verdict } from './check';

const some = (list: readonly string[]): string => `${list.slice(0, 5).join(', ')}${list.length > 5 ? ` … (${list.length})` : ''}`;

/**
 * I1: what was acknowledged is in the database, in every stream it belongs in, and at every reader entitled throughout: in his feed,
 * or in a list that his feed told him to load.
 */
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
  for (const { reader, seen } of [...of('frame'), ...of('listed')])
    for (const id of seen) got.set(reader, (got.get(reader) ?? new Set()).add(id));
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
export function honestAnswers(facts: Facts): Verdict {
  const { acks, answers, writes, of } = facts;
  const { byKey, byToken } = documentsOf(facts);
  const tokens = new Set([...writes.values()].map(({ token }) => token));
  const wrong: [what: string, which: string[]][] = [
    ['one key made several aggregates', [...byKey].filter(([, ids]) => ids.size > 1).map(([key]) => key)],
    ['one write made several aggregates', [...byToken].filter(([, times]) => times > 1).map(([token]) => token)],
    ['in the database and written by nobody', [...byToken.keys()].filter((token) => !tokens.has(token))],
    ['a repeat with the same key answered something else', [...answers].filter(([, all]) => all.size > 1).map(([key]) => key)],
    ['acknowledged what nobody wrote', [...acks.keys()].filter((key) => !writes.has(key))],
  ];
  const findings = wrong
    .filter(([, which]) => which.length > 0)
    .map(([what, which]): Finding => ({ invariant: 'I5', what: `${what}: ${some(which)}` }));
  return { invariant: 'I5', checked: answers.size, findings, figure: `${of('failed').length} failed attempts, retried with the same key` };
}

function documentsOf({ of }: Facts): { byKey: Map<string, Set<string>>; byToken: Map<string, number> } {
  const byKey = new Map<string, Set<string>>();
  const byToken = new Map<string, number>();
  for (const { key, id, token } of of('document')) {
    if (key !== undefined) byKey.set(key, (byKey.get(key) ?? new Set()).add(id));
    if (token !== undefined) byToken.set(token, (byToken.get(token) ?? 0) + 1);
  }
  return { byKey, byToken };
}
