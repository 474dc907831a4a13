import { dayparts, presenceReasons, type AnswerOf, type Daypart, type PresenceReason, type proposePresence } from '@spil/contracts';
import { belgianClock, belgianDay, type Instant } from '@spil/domain-kit';
import type { Period } from './daily-contact';
import type { PresenceRules } from './presence-rules';

type Proposed = AnswerOf<typeof proposePresence>['wijken'][number];
/** A wijk with what asks for somebody there; who answers is added by who knows. */
export type PresenceProposal = Omit<Proposed, 'answering'>;

/** What is known of one wijk: counts and moments, nobody's name, no exact place. */
export interface WijkFacts {
  wijkId: string;
  /** When residents hear back at the latest, of those who still wait. */
  waiting: readonly Instant[];
  pointsToVerify: number;
  feelings: { now: Period; before: Period };
  nuisances: number;
  calls: number;
  /** Last time somebody of ours was seen, within the days looked back on. */
  lastSeen?: Instant | undefined;
  /** When nuisance was reported and people felt unsafe or uneasy: what tells a part of the day. */
  moments: readonly Instant[];
}

export interface Planning {
  rules: PresenceRules;
  now: Instant;
  /** The Belgian day that is planned. */
  day: string;
  /** False while no contact was recorded at all: then nobody knows where we were not seen. */
  seenKnown: boolean;
}

/** Hundredths of the contacts that did not feel safe; undefined where too few were asked. */
export const uneaseOf = ({ contacts, feelings }: Period): number | undefined =>
  feelings && contacts > 0 ? Math.round((100 * ((feelings.unsafe ?? 0) + (feelings.uneasy ?? 0))) / contacts) : undefined;

/** Every wijk something asks for, what weighs most first; equal ones by their id, so that the same facts give the same page. */
export const proposals = (all: readonly WijkFacts[], planning: Planning): PresenceProposal[] =>
  all
    .map((facts) => proposalOf(facts, planning))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || (a.wijkId < b.wijkId ? -1 : 1));

function proposalOf(facts: WijkFacts, planning: Planning): PresenceProposal {
  const { weights } = planning.rules;
  const counts = countsOf(facts, planning);
  const reasons = presenceReasons
    .map((reason) => ({ reason, count: counts[reason], points: weigh(counts[reason], weights[reason]), ...ofHowMany(reason, facts) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  const points = reasons.reduce((sum, one) => sum + one.points, 0);
  const daypart = daypartOf(facts.moments, planning.rules);
  const lastSeen = facts.lastSeen === undefined ? {} : { lastSeen: belgianDay(facts.lastSeen) };
  return { wijkId: facts.wijkId, points, reasons, ...(daypart ? { daypart } : {}), ...lastSeen };
}

/** A share says nothing without how many it is of: five who were asked are not fifty. */
const ofHowMany = (reason: PresenceReason, { feelings }: WijkFacts): { asked?: number } =>
  reason === 'feltUnsafe' || reason === 'feltWorse' ? { asked: feelings.now.contacts } : {};

const weigh = (count: number, { per, points, most }: PresenceRules['weights'][PresenceReason]): number =>
  Math.min(most, Math.floor(count / per) * points);

function countsOf(facts: WijkFacts, { rules, now, day, seenKnown }: Planning): Record<PresenceReason, number> {
  const [unease, before] = [uneaseOf(facts.feelings.now), uneaseOf(facts.feelings.before)];
  const overdue = facts.waiting.filter((due) => due < now).length;
  return {
    notSeen: seenKnown ? unseenDays(facts.lastSeen, now, rules.lookBackDays) : 0,
    answerOverdue: overdue,
    answerDue: facts.waiting.filter((due) => due >= now && belgianDay(due) <= day).length,
    pointToVerify: facts.pointsToVerify,
    feltUnsafe: unease ?? 0,
    feltWorse: unease !== undefined && before !== undefined ? Math.max(0, unease - before) : 0,
    nuisance: facts.nuisances,
    calls: facts.calls,
  };
}

const dayMs = 86_400_000;
const unseenDays = (lastSeen: Instant | undefined, now: Instant, lookBackDays: number): number =>
  lastSeen === undefined ? lookBackDays : Math.floor((Date.parse(belgianDay(now)) - Date.parse(belgianDay(lastSeen))) / dayMs);

/** The part of the day most of it happens in; undefined when that is no clear answer or too little is known. */
function daypartOf(moments: readonly Instant[], rules: PresenceRules): Daypart | undefined {
  if (moments.length < rules.fewestForDaypart) return undefined;
  const counts = new Map<Daypart, number>();
  for (const moment of moments) {
    const part = partAt(belgianClock(moment).time, rules.dayparts);
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
}

/** Before the first part of the day begins it is still the last one: a night goes on after midnight. */
function partAt(time: string, begins: PresenceRules['dayparts']): Daypart {
  const inOrder = [...dayparts].sort((a, b) => (begins[a] < begins[b] ? -1 : 1));
  return inOrder.findLast((part) => begins[part] <= time) ?? (inOrder.at(-1) as Daypart);
}
