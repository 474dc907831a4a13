import type { AnswerOf, CallTexts, RequestOf, listCalls } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { Call } from '../../domain/call';
import type { Asked } from '../asked';
import { scopeOf, type CallScope } from '../call-scope';
import type { Read, Reads, Seal } from '../ports';

export interface RegisteredCalls {
  /** Newest first. */
  list(zone: string, of: { scope: CallScope; before?: Instant | undefined; limit: number }): Promise<Call[]>;
}

/** I01: calls of the zone for a dispatcher, of its area for a crew. Every call shown is a read that is logged; the caller is not in it. */
export class ListCalls {
  constructor(
    private readonly calls: RegisteredCalls,
    private readonly reads: Reads,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof listCalls>>): Promise<Result<AnswerOf<typeof listCalls>>> {
    const asOf = this.clock.now();
    const scope = scopeOf(caller);
    const calls = await this.calls.list(zone, { scope, before: request.before, limit: request.limit ?? 50 });
    await this.reads.record(calls.map((call) => lineOf(caller, call, scope === 'all' ? 'dispatcher-call' : 'own-area-call')));
    return ok({ calls: calls.map((call) => this.shown(call)), asOf });
  }

  private shown({ callId, number, wijkId, point, nature, urgency, registeredAt, teams, units = [], sealed }: Call) {
    const texts = this.sealer.open<CallTexts>(sealed, callId);
    return { callId, number, wijkId, point, nature, urgency, registeredAt, teams: [...teams], units: [...units], ...texts };
  }
}

const lineOf = (caller: Caller, { callId, zone }: Call, rule: string): Read => ({
  name: 'list-calls',
  actor: caller.sub,
  zone,
  processingActivity: 'intervention.list-calls',
  subject: callId,
  subjectType: 'call',
  recordCategory: 'call',
  rule,
  decision: 'shown',
  reason: caller.task ?? 'intervention.list-calls',
  legalBasis: 'wpa-44-1',
});
