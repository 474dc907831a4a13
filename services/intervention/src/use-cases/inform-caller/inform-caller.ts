import type { AnswerOf, RequestOf, informCaller as contract } from '@spil/contracts';
import { DomainError, fail, ok, type Clock, type Result } from '@spil/domain-kit';
import { informCaller } from '../../domain/response';
import type { Asked } from '../asked';
import { doingOf, shownNotice } from '../call-shown';
import type { Seal } from '../ports';
import type { OpenCalls } from '../triage-call/triage-call';

/** I06, X1: the expectation changed; what the caller was told now is noted beside what was told before. */
export class InformCaller {
  constructor(
    private readonly calls: OpenCalls,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof contract>>): Promise<Result<AnswerOf<typeof contract>>> {
    const { callId, ...form } = request;
    const now = this.clock.now();
    const doing = doingOf(this.sealer, callId, { now, by: caller.sub });
    const informed = await this.calls.revise(zone, callId, now, (call) => informCaller(call, form, doing));
    if (!informed.ok) return informed;
    const { notices = [] } = informed.value;
    const notice = notices.at(-1);
    if (!notice) return fail(new DomainError('intervention.notice-required'));
    return ok({ callId, notice: shownNotice(notice, doing), notices: notices.length });
  }
}
