import { env, int, json } from '@spil/config';
import { isDay } from '@spil/domain-kit';
import { standardConfig } from '@spil/service-host';
import { proposedFollowTerms, proposedTerms, type AnswerTerm, type FollowTerm } from './domain/citizen-contact';
import { isRules, proposedRules, type PresenceRules } from './domain/presence-rules';

const isFollowTerm = (one: Partial<FollowTerm> | null): boolean => isDay(one?.from) && Number.isInteger(one?.days) && Number(one?.days) > 0;
const isTerm = (one: Partial<AnswerTerm> | null): boolean => isFollowTerm(one) && proposedTerms.some(({ kind }) => kind === one?.kind);

/** Everything this service reads from its environment. */
export const config = env(
  {
    ...standardConfig,
    /** Metres a place may lie outside every border and still belong to the nearest wijk: borders are simplified, GPS wanders. */
    PLACE_TOLERANCE_METRES: int({ default: 25, max: 1_000 }),
    /** How many days of calls the page of a wijk counts. */
    PICTURE_DAYS: int({ default: 30, max: 366 }),
    /** Within how many days a resident hears back, by what was asked: `[{"from":"2026-01-01","kind":"question","days":5}]`. */
    ANSWER_TERMS: json<readonly AnswerTerm[], { default: readonly AnswerTerm[] }>({
      default: proposedTerms,
      shape: (value) => (Array.isArray(value) && value.every(isTerm) ? (value as AnswerTerm[]) : undefined),
    }),
    /** For how many days after the answer a resident's link still leads to it: `[{"from":"2026-01-01","days":90}]`. */
    FOLLOW_TERMS: json<readonly FollowTerm[], { default: readonly FollowTerm[] }>({
      default: proposedFollowTerms,
      shape: (value) => (Array.isArray(value) && value.every(isFollowTerm) ? (value as FollowTerm[]) : undefined),
    }),
    /** Contacts below which feelings are not told apart: few answers point at who gave them. */
    FEELING_FEWEST_CONTACTS: int({ default: 5, min: 2, max: 100 }),
    /** What weighs how much when we plan where to be, by the day it holds from; as `domain/presence-rules.ts` proposes it. */
    PRESENCE_RULES: json<readonly PresenceRules[], { default: readonly PresenceRules[] }>({
      default: proposedRules,
      shape: (value) => (Array.isArray(value) && value.length > 0 && value.every(isRules) ? (value as PresenceRules[]) : undefined),
    }),
  },
  { readme: 'services/wijk/README.md' },
);
