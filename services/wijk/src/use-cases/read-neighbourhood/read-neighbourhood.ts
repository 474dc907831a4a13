import { requestOrigins, type AnswerOf, type PointTexts, type RequestOf, type readNeighbourhood } from '@spil/contracts';
import { belgianDay, DomainError, fail, ok, plusSeconds, type Clock, type Instant, type Result } from '@spil/domain-kit';
import { responsibleAt } from '../../domain/appointment';
import { answererAt, isReachable, type Answerer } from '../../domain/reachability';
import type { CountedCall } from '../count-call-when-counted/count-call-when-counted';
import type { ShownNuisance } from '../show-nuisance-when-reported/show-nuisance-when-reported';
import type { ShownPoint } from '../show-point-when-changed/show-point-when-changed';
import type { Asked } from '../asked';
import { responsibleAnswer, type Accountabilities } from '../locate-place/locate-place';
import type { Seal, ZoneMaps } from '../ports';
import { answeringOf, type Reachabilities } from '../who-answers';

type Answer = AnswerOf<typeof readNeighbourhood>;

export interface NeighbourhoodCounts {
  nuisances(zone: string, wijkId: string, limit: number): Promise<{ latest: ShownNuisance[]; count: number }>;
  notes(zone: string, wijkId: string): Promise<number>;
  /** Of those, how many information-sharing gave to somebody. */
  sharedNotes(zone: string, wijkId: string): Promise<number>;
  mediationRequests(zone: string): Promise<ReadonlyMap<string, number>>;
  /** Calls by nature since a Belgian day. */
  calls(zone: string, wijkId: string, sinceDay: string): Promise<ReadonlyMap<CountedCall['nature'], number>>;
  points(zone: string, wijkId: string): Promise<ShownPoint[]>;
}
export interface WijkPeople {
  accountabilities: Accountabilities;
  reachabilities: Reachabilities;
  contacts: { counts(zone: string, wijkId: string, now: Instant): Promise<{ open: number; overdue: number }> };
}

/** W06, W07 first cut: who answers for a wijk, what is open there, counts from all five services; with the time they are from. */
export class ReadNeighbourhood {
  constructor(
    private readonly maps: ZoneMaps,
    private readonly people: WijkPeople,
    private readonly counts: NeighbourhoodCounts,
    private readonly making: Clock & { sealer: Seal; pictureDays: number },
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof readNeighbourhood>>): Promise<Result<Answer>> {
    const { wijkId } = request;
    const wijk = (await this.maps.of(zone)).wijken.find(({ id }) => id === wijkId);
    if (!wijk) return fail(new DomainError('not-found'));
    const asOf = this.making.now();
    const [accountability, answering, facts] = await Promise.all([
      this.people.accountabilities.of(zone, wijkId),
      this.answering(zone, wijkId, asOf),
      this.facts(zone, wijkId, asOf),
    ]);
    return ok({ ...responsibleAnswer(wijk, responsibleAt(accountability, asOf)), ...answering, ...facts, asOf });
  }

  private async answering(zone: string, wijkId: string, now: Instant): Promise<Pick<Answer, 'answering' | 'reachability' | 'contacts'>> {
    const { accountabilities, reachabilities, contacts } = this.people;
    const [accountability, all, counted] = await Promise.all([
      accountabilities.of(zone, wijkId),
      reachabilities.ofZone(zone),
      contacts.counts(zone, wijkId, now),
    ]);
    const known = new Map(all.map((one) => [one.personId, one]));
    const answerer: Answerer | undefined = answererAt(accountability, known, now);
    const reach = answerer && known.get(answerer.card.personId);
    const told = reach ? { hours: [...reach.hours], channels: [...reach.channels], reachableNow: isReachable(reach, now) } : undefined;
    return { ...answeringOf(answerer), ...(told ? { reachability: told } : {}), contacts: counted };
  }

  private async facts(zone: string, wijkId: string, now: Instant) {
    const since = belgianDay(plusSeconds(now, -this.making.pictureDays * 86_400));
    const [nuisances, noteCount, shared, mediation, calls, points] = await Promise.all([
      this.counts.nuisances(zone, wijkId, 100),
      this.counts.notes(zone, wijkId),
      this.counts.sharedNotes(zone, wijkId),
      this.counts.mediationRequests(zone),
      this.counts.calls(zone, wijkId, since),
      this.counts.points(zone, wijkId),
    ]);
    const mediationRequests = requestOrigins.flatMap((origin) => {
      const count = mediation.get(origin) ?? 0;
      return count > 0 ? [{ origin, count }] : [];
    });
    const callCounts = [...calls].map(([nature, count]) => ({ nature, count })).sort((a, b) => b.count - a.count);
    return {
      nuisances: nuisances.latest.map(({ wijkId: _, ...shown }) => shown),
      nuisanceCount: nuisances.count,
      noteCount,
      mediationRequests,
      calls: { days: this.making.pictureDays, byNature: callCounts },
      points: points.map((point) => this.shownPoint(point)),
      sources: [
        { service: 'wijk' as const, count: noteCount },
        { service: 'intervention' as const, count: sum(callCounts) },
        { service: 'environment' as const, count: nuisances.count + points.length },
        { service: 'mediation' as const, count: sum(mediationRequests) },
        { service: 'information-sharing' as const, count: shared },
      ],
    };
  }

  private shownPoint({ pointId, point, category, verifiedAt, verifyBy, sealed }: ShownPoint): Answer['points'][number] {
    return { pointId, point, category, verifiedAt, verifyBy, ...this.making.sealer.open<PointTexts>(sealed, pointId) };
  }
}

const sum = (counted: readonly { count: number }[]): number => counted.reduce((total, { count }) => total + count, 0);
