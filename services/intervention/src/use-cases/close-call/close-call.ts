import type { AnswerOf, RequestOf, closeCall as contract } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import { closeCall } from '../../domain/response';
import type { Asked } from '../asked';
import type { OpenCalls } from '../triage-call/triage-call';

/** I06: closes a call; its promise then no longer stands. */
export class CloseCall {
  constructor(
    private readonly calls: OpenCalls,
    private readonly clock: Clock,
  ) {}

  async run({ request: { callId }, caller, zone }: Asked<RequestOf<typeof contract>>): Promise<Result<AnswerOf<typeof contract>>> {
    const now = this.clock.now();
    const closed = await this.calls.revise(zone, callId, now, (call) => closeCall(call, { now, by: caller.sub }));
    return closed.ok ? ok({ callId, closedAt: closed.value.closedAt ?? now }) : closed;
  }
}
