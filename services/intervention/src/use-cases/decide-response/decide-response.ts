import type { AnswerOf, RequestOf, decideResponse as contract } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import { decideResponse } from '../../domain/response';
import type { Asked } from '../asked';
import { doingOf, shownNotice } from '../call-shown';
import type { Seal } from '../ports';
import type { OpenCalls } from '../triage-call/triage-call';

/** I05, I06: a call is answered now or later; later never without a motive and a time for who called. */
export class DecideResponse {
  constructor(
    private readonly calls: OpenCalls,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof contract>>): Promise<Result<AnswerOf<typeof contract>>> {
    const { callId, ...form } = request;
    const now = this.clock.now();
    const doing = doingOf(this.sealer, callId, { now, by: caller.sub });
    const decided = await this.calls.revise(zone, callId, now, (call) => decideResponse(call, form, doing));
    if (!decided.ok) return decided;
    const { decision, notices } = decided.value;
    const notice = notices?.at(-1);
    return ok({
      callId,
      response: form.response,
      decidedAt: decision?.decidedAt ?? now,
      deviates: decision?.deviates ?? false,
      ...(notice ? { notice: shownNotice(notice, doing) } : {}),
    });
  }
}
