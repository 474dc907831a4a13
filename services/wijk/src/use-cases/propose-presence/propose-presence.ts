import { feelings, presenceReasons, type AnswerOf, type Feeling, type proposePresence, type RequestOf } from '@spil/contracts';
import { belgianDay, belgianMidnight, ok, plusDays, plusSeconds, type Clock, type Instant, type Result } from '@spil/domain-kit';
import { periodOf, type FeelingCount } from '../../domain/daily-contact';
import { proposals, type WijkFacts } from '../../domain/presence';
import { rulesAt, type PresenceRules } from '../../domain/presence-rules';
import type { Asked } from '../asked';
import type { ZoneMaps } from '../ports';
import { answeringOf, type WhoAnswers } from '../who-answers';

/** A contact as far as presence goes: where, how it felt, when, and whether we were there. */
export interface FeltContact {
  wijkId: string;
  feeling: Feeling;
  at: Instant;
  /** False by phone: nobody saw us. */
  inPerson: boolean;
}
export interface ZoneFacts {
  /** Residents who still wait and hear back before a moment. */
  waiting(zone: string, before: Instant): Promise<readonly { wijkId: string; dueAt: Instant }[]>;
  /** How many sensitive points have to be looked at again before a moment. */
  pointsToVerify(zone: string, before: Instant): Promise<ReadonlyMap<string, number>>;
  nuisances(zone: string, from: Instant): Promise<readonly { wijkId: string; reportedAt: Instant }[]>;
  calls(zone: string, fromDay: string): Promise<ReadonlyMap<string, number>>;
  contacts(zone: string, from: Instant, to: Instant): Promise<readonly FeltContact[]>;
  feelings(zone: string, from: Instant, to: Instant): Promise<FeelingCount[]>;
}
export interface PresenceMaking extends Clock {
  rules: readonly PresenceRules[];
  /** Contacts below which feelings are not told apart. */
  fewest: number;
}

const day = 86_400;
/** Who is away in the morning only still answers that day. */
const noon = day / 2;

/**
 * X8 first cut: where somebody of ours should be tomorrow, and why. It counts what is known of each wijk and weighs it by the zone's
 * own rules; nothing is predicted, nobody is named, and the team chief decides (LED art. 11, policy.md L31).
 */
export class ProposePresence {
  constructor(
    private readonly facts: ZoneFacts,
    private readonly maps: ZoneMaps,
    private readonly answers: WhoAnswers,
    private readonly making: PresenceMaking,
  ) {}

  async run({ zone }: Asked<RequestOf<typeof proposePresence>>): Promise<Result<AnswerOf<typeof proposePresence>>> {
    const asOf = this.making.now();
    const tomorrow = plusDays(belgianDay(asOf), 1);
    const rules = rulesAt(this.making.rules, belgianMidnight(tomorrow));
    const [{ all, seenKnown }, answerers] = await Promise.all([
      this.gathered(zone, { now: asOf, until: belgianMidnight(plusDays(tomorrow, 1)), rules }),
      this.answers.at(zone, plusSeconds(belgianMidnight(tomorrow), noon)),
    ]);
    const proposed = proposals(all, { rules, now: asOf, day: tomorrow, seenKnown });
    return ok({
      day: tomorrow,
      rules: {
        from: rules.from,
        lookBackDays: rules.lookBackDays,
        weights: presenceReasons.map((reason) => ({ reason, ...rules.weights[reason] })),
      },
      seenKnown,
      wijken: proposed.map((one) => ({ ...one, ...answeringOf(answerers.get(one.wijkId)) })),
      asOf,
    });
  }

  private async gathered(
    zone: string,
    { now, until, rules }: { now: Instant; until: Instant; rules: PresenceRules },
  ): Promise<{ all: WijkFacts[]; seenKnown: boolean }> {
    const ago = (periods: number): Instant => plusSeconds(now, -periods * rules.lookBackDays * day);
    const [map, waiting, points, nuisances, calls, contacts, before] = await Promise.all([
      this.maps.of(zone),
      this.facts.waiting(zone, until),
      this.facts.pointsToVerify(zone, until),
      this.facts.nuisances(zone, ago(1)),
      this.facts.calls(zone, belgianDay(ago(1))),
      this.facts.contacts(zone, ago(1), now),
      this.facts.feelings(zone, ago(2), ago(1)),
    ]);
    const all = map.wijken.map(({ id: wijkId }): WijkFacts => {
      const here = <T extends { wijkId: string }>(list: readonly T[]): T[] => list.filter((one) => one.wijkId === wijkId);
      const [reported, met] = [here(nuisances).map(({ reportedAt }) => reportedAt), here(contacts)];
      return {
        wijkId,
        waiting: here(waiting).map(({ dueAt }) => dueAt),
        pointsToVerify: points.get(wijkId) ?? 0,
        feelings: { now: periodOf(counted(met), wijkId, this.making.fewest), before: periodOf(before, wijkId, this.making.fewest) },
        nuisances: reported.length,
        calls: calls.get(wijkId) ?? 0,
        lastSeen: latest(met),
        moments: [...reported, ...met.filter(({ feeling }) => feeling !== 'safe').map(({ at }) => at)],
      };
    });
    return { all, seenKnown: contacts.some(({ inPerson }) => inPerson) };
  }
}

/** Contacts of one wijk, counted by feeling. */
const counted = (contacts: readonly FeltContact[]): FeelingCount[] =>
  feelings.flatMap((feeling) => {
    const alike = contacts.filter((one) => one.feeling === feeling);
    return alike[0] ? [{ wijkId: alike[0].wijkId, feeling, count: alike.length }] : [];
  });

const latest = (contacts: readonly FeltContact[]): Instant | undefined =>
  contacts
    .filter(({ inPerson }) => inPerson)
    .map(({ at }) => at)
    .sort()
    .at(-1);
