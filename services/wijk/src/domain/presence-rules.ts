import { dayparts, presenceReasons, type Daypart, type PresenceReason } from '@spil/contracts';
import { isDay, ruleAt, type Dated, type Instant } from '@spil/domain-kit';

/** What a reason weighs: `points` for every `per` of what it is counted in, `most` together. */
export interface Weight {
  per: number;
  points: number;
  most: number;
}

/** How a zone weighs where it should be (X8): practice of the zone, with its day. */
export interface PresenceRules extends Dated {
  /** Days looked back on. */
  lookBackDays: number;
  /** Fewest facts that tell a part of the day: few of them point at who gave them. */
  fewestForDaypart: number;
  /** When each part of the day begins, `HH:MM` in Belgium. */
  dayparts: Readonly<Record<Daypart, string>>;
  weights: Readonly<Record<PresenceReason, Weight>>;
}

/**
 * Proposal for zones that configured nothing. A promise to a resident weighs most, a wijk nobody of us was seen in comes next (the
 * floor that keeps us visible for all), crime is in no rule: nothing here predicts.
 */
export const proposedRules: readonly PresenceRules[] = [
  {
    from: '2026-01-01',
    lookBackDays: 30,
    fewestForDaypart: 5,
    dayparts: { morning: '06:00', afternoon: '12:00', evening: '18:00', night: '22:00' },
    weights: {
      answerOverdue: { per: 1, points: 3, most: 9 },
      notSeen: { per: 14, points: 4, most: 8 },
      answerDue: { per: 1, points: 2, most: 6 },
      pointToVerify: { per: 1, points: 2, most: 6 },
      feltUnsafe: { per: 10, points: 1, most: 6 },
      feltWorse: { per: 10, points: 2, most: 6 },
      nuisance: { per: 1, points: 1, most: 5 },
      calls: { per: 5, points: 1, most: 4 },
    },
  },
];

/** The rules that hold at a moment; before a zone's own first day, those proposed. */
export const rulesAt = (rules: readonly PresenceRules[], at: Instant): PresenceRules =>
  ruleAt(rules, at) ?? (proposedRules[0] as PresenceRules);

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;
const isWeight = (value: unknown): boolean => {
  const one = value as Partial<Weight> | null;
  return isCount(one?.per) && isCount(one?.points) && isCount(one?.most);
};

const isTime = (value: unknown): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value));
/** Every part of the day begins at a time of its own. */
const isDivision = (begins: Partial<Record<string, unknown>> = {}): boolean =>
  sameWords(begins, dayparts) && Object.values(begins).every(isTime) && new Set(Object.values(begins)).size === dayparts.length;
const sameWords = (given: object, words: readonly string[]): boolean => Object.keys(given).sort().join() === [...words].sort().join();

/** Is this a whole set of rules, with nothing that is no rule? For reading configuration. */
export function isRules(value: unknown): value is PresenceRules {
  const { from, lookBackDays, fewestForDaypart, dayparts: begins, weights = {} } = (value ?? {}) as Partial<PresenceRules>;
  const whole = isDay(from) && isCount(lookBackDays) && isCount(fewestForDaypart) && isDivision(begins);
  return whole && sameWords(weights, presenceReasons) && Object.values(weights).every(isWeight);
}
