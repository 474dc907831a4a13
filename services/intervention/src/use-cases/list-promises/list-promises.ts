import type { AnswerOf, RequestOf, listPromises as contract } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import type { Call } from '../../domain/call';
import type { PromiseTarget } from '../../domain/response';
import type { Asked } from '../asked';
import { readOfCall, shownToDispatch } from '../call-shown';
import type { Reads, Seal } from '../ports';

export interface PromisedCalls {
  /** Open calls whose caller was promised a time, the first to come due first. */
  promised(zone: string, limit: number): Promise<Call[]>;
}

/** X1: every promise that stands, however old its call is, so that none is lost behind newer calls. Each call shown is a read that is logged. */
export class ListPromises {
  constructor(
    private readonly calls: PromisedCalls,
    private readonly reads: Reads,
    private readonly sealer: Seal,
    private readonly making: Clock & { targets: readonly PromiseTarget[] },
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof contract>>): Promise<Result<AnswerOf<typeof contract>>> {
    const asOf = this.making.now();
    const calls = await this.calls.promised(zone, request.limit ?? 100);
    await this.reads.record(calls.map((call) => readOfCall(caller, call, { name: 'list-promises', rule: 'dispatcher-call' })));
    const { targets } = this.making;
    return ok({ calls: calls.map((call) => shownToDispatch(call, this.sealer, { targets, now: asOf })), asOf });
  }
}
