import type { Line } from '../history';
import { auditKept, recovered, tracesKept } from './after';
import { onceInEffect, inOrder } from './effects';
import { factsOf, type Facts } from './facts';
import { honestAnswers, noLoss } from './loss';
import { noWrongReader } from './readers';

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'plus';

export interface Finding {
  invariant: Invariant;
  what: string;
}

/** What one invariant came to: how many things were looked at, and what was wrong. Nothing looked at is said, not hidden. */
export interface Verdict {
  invariant: Invariant;
  checked: number;
  findings: Finding[];
  figure?: string;
}

const rules: ((facts: Facts) => Verdict)[] = [
  noLoss,
  noWrongReader,
  onceInEffect,
  inOrder,
  honestAnswers,
  tracesKept,
  auditKept,
  recovered,
  claims,
];

/** The one checker: judges a history by I1–I8 (reliability.md), whichever scenario wrote it. */
export function check(lines: readonly Line[]): Verdict[] {
  const facts = factsOf(lines);
  return rules.map((rule) => rule(facts));
}

export const findingsOf = (verdicts: readonly Verdict[]): Finding[] => verdicts.flatMap(({ findings }) => findings);

/** Bounds a scenario measured itself, and dead letters nobody expected. */
function claims({ of, rules: run }: Facts): Verdict {
  const made = of('claim');
  const findings = made.filter(({ ok }) => !ok).map(({ what, figure }): Finding => ({ invariant: 'plus', what: `${what}: ${figure}` }));
  const dead = run.mayBeDead ? [] : of('dead');
  for (const { service, reason, about } of dead)
    findings.push({ invariant: 'plus', what: `dead letter at ${service}: ${reason} ${about}` });
  return { invariant: 'plus', checked: made.length, findings };
}
