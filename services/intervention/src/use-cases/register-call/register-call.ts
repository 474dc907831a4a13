import type { AnswerOf, RequestOf, registerCall } from '@spil/contracts';
import { belgianYear, ok, type Result } from '@spil/domain-kit';
import { admitCall, callNumber, type Call } from '../../domain/call';
import type { Moments } from '../../domain/moments';
import { teamsCovering } from '../../domain/unit';
import type { Asked, Idempotency } from '../asked';
import type { Seal, Wijken, ZoneUnits } from '../ports';

export interface NewCalls {
  /** The next number of the zone in this year; a gap is no harm. */
  nextNumber(zone: string, year: number): Promise<number>;
  /** One write: the call and its frames to the crews and the dispatch room. With a known key it answers the call made then. */
  add(call: Call, idempotency: Idempotency | undefined): Promise<Call>;
}

/** I01: register a 101 call that needs police on site: time, place, caller, nature. Crews hear of it, never of the caller. */
export class RegisterCall {
  constructor(
    private readonly calls: NewCalls,
    private readonly area: Pick<Wijken, 'wijkAt'> & ZoneUnits,
    private readonly sealer: Seal,
    private readonly moments: Moments,
  ) {}

  async run({ request, caller, zone, idempotency }: Asked<RequestOf<typeof registerCall>>): Promise<Result<AnswerOf<typeof registerCall>>> {
    const now = this.moments.now();
    const admitted = admitCall(request, await this.area.wijkAt(zone, request.point), now);
    if (!admitted.ok) return admitted;
    const callId = this.moments.next();
    const { point, nature, urgency, receivedAt, summary, address } = request;
    const call = await this.calls.add(
      {
        ...{ callId, zone, point, nature, urgency, receivedAt },
        wijkId: admitted.value.id,
        number: callNumber(await this.calls.nextNumber(zone, belgianYear(now)), now),
        registeredAt: now,
        registeredBy: caller.sub,
        teams: teamsCovering(await this.area.ofZone(zone), admitted.value.id, now),
        sealed: this.sealer.seal({ summary, ...(address === undefined ? {} : { address }) }, ['gateway', 'intervention'], callId),
        ...(request.caller ? { callerSealed: this.sealer.seal(request.caller, ['intervention'], callId) } : {}),
      },
      idempotency,
    );
    return ok({ callId: call.callId, number: call.number, wijkId: call.wijkId, registeredAt: call.registeredAt, teams: [...call.teams] });
  }
}
