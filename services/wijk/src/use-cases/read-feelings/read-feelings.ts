import type { AnswerOf, readFeelings, RequestOf } from '@spil/contracts';
import { millis, ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import { periodOf, type FeelingCount } from '../../domain/daily-contact';
import type { Asked } from '../asked';
import type { ZoneMaps } from '../ports';

export interface ContactCounts {
  /** Of contacts recorded from one moment to before another. */
  feelings(zone: string, from: Instant, to: Instant): Promise<FeelingCount[]>;
  ofAuthor(zone: string, authorId: string, from: Instant): Promise<number>;
}

const dayMs = 24 * 60 * 60 * 1000;

/** How safe people say they feel, wijk by wijk, beside the period before (W77): counts, never one contact. */
export class ReadFeelings {
  constructor(
    private readonly counts: ContactCounts,
    private readonly maps: ZoneMaps,
    private readonly clock: Clock,
    private readonly fewest: number,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof readFeelings>>): Promise<Result<AnswerOf<typeof readFeelings>>> {
    const { days = 30 } = request;
    const asOf = this.clock.now();
    const ago = (periods: number) => new Date(millis(asOf) - periods * dayMs).toISOString();
    const [now, before, mine, map] = await Promise.all([
      this.counts.feelings(zone, ago(days), asOf),
      this.counts.feelings(zone, ago(2 * days), ago(days)),
      this.counts.ofAuthor(zone, caller.sub, ago(1)),
      this.maps.of(zone),
    ]);
    const wijken = map.wijken.map(({ id: wijkId }) => ({
      wijkId,
      now: periodOf(now, wijkId, this.fewest),
      before: periodOf(before, wijkId, this.fewest),
    }));
    return ok({ days, fewest: this.fewest, wijken: wijken.filter((one) => one.now.contacts + one.before.contacts > 0), mine, asOf });
  }
}
