import type { AnswerOf, RequestOf, triageCall as contract } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import type { Call } from '../../domain/call';
import { triageCall, type TriageTable } from '../../domain/triage';
import type { Asked } from '../asked';

export interface OpenCalls {
  /** Changes and saves one call with what the dispatch room is told, in one write. Problem: `not-found`. */
  revise(zone: string, callId: string, at: Instant, change: (now: Call) => Result<Call>): Promise<Result<Call>>;
}

/** I03: weighs a call and answers what the zone's table proposes. */
export class TriageCall {
  constructor(
    private readonly calls: OpenCalls,
    private readonly tables: readonly TriageTable[],
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof contract>>): Promise<Result<AnswerOf<typeof contract>>> {
    const { callId, ...facts } = request;
    const now = this.clock.now();
    const weighed = await this.calls.revise(zone, callId, now, (call) =>
      triageCall(call, facts, { tables: this.tables, now, by: caller.sub }),
    );
    if (!weighed.ok) return weighed;
    const { triagedAt = now, proposal } = weighed.value.triage ?? {};
    return ok({ callId, ...facts, triagedAt, ...(proposal ? { proposal } : {}) });
  }
}
