import type { AnswerOf, RequestOf, listCalls } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import type { Call } from '../../domain/call';
import type { PromiseTarget } from '../../domain/response';
import type { Asked } from '../asked';
import { readOfCall, shownCall, shownToDispatch } from '../call-shown';
import { scopeOf, type CallScope } from '../call-scope';
import type { Reads, Seal } from '../ports';

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
    private readonly making: Clock & { targets: readonly PromiseTarget[] },
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof listCalls>>): Promise<Result<AnswerOf<typeof listCalls>>> {
    const asOf = this.making.now();
    const { targets } = this.making;
    const scope = scopeOf(caller);
    const calls = await this.calls.list(zone, { scope, before: request.before, limit: request.limit ?? 50 });
    const rule = scope === 'all' ? 'dispatcher-call' : 'own-area-call';
    await this.reads.record(calls.map((call) => readOfCall(caller, call, { name: 'list-calls', rule })));
    const shown = (call: Call) =>
      scope === 'all' ? shownToDispatch(call, this.sealer, { targets, now: asOf }) : shownCall(call, this.sealer);
    return ok({ calls: calls.map(shown), asOf });
  }
}
