import { callFrame, crewAudience } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import { pageOf, type AggregateStore, type IndexSpec } from '@spil/mongo';
import type { Outgoing, YearlyCounter } from '@spil/service-host';
import type { Call } from '../../domain/call';
import type { Idempotency } from '../../use-cases/asked';
import type { CallScope, RegisteredCalls } from '../../use-cases/list-calls/list-calls';
import type { NewCalls } from '../../use-cases/register-call/register-call';

export type CallDocument = Omit<Call, 'callId'> & { _id: string };

export const callIndexes: IndexSpec[] = [
  { name: 'zone_registered', key: { zone: 1, registeredAt: -1 } },
  { name: 'zone_number', key: { zone: 1, number: 1 }, unique: true },
];

/** 101 calls, one document each. */
export class MongoCalls implements NewCalls, RegisteredCalls {
  constructor(
    private readonly store: AggregateStore<CallDocument>,
    private readonly counter: YearlyCounter,
    private readonly outgoing: Outgoing,
  ) {}

  nextNumber(zone: string, year: number): Promise<number> {
    return this.counter.next(zone, year);
  }

  async add(call: Call, idempotency: Idempotency | undefined): Promise<Call> {
    const { callId, zone, number, wijkId, point, nature, urgency, registeredAt, teams, sealed } = call;
    const about = { zone, kind: 'call', id: callId, sequence: 1, at: registeredAt };
    const shown = { callId, number, wijkId, point, nature, urgency, registeredAt, sealed };
    const frame = this.outgoing.frame(callFrame, about, [...teams.map(crewAudience), 'dispatch'], shown);
    const { stored } = await this.store.insert(documentOf(call), frame ? [frame] : [], idempotency ? { idempotency } : {});
    return callOf(stored.doc);
  }

  async list(zone: string, { scope, before, limit }: { scope: CallScope; before?: Instant | undefined; limit: number }): Promise<Call[]> {
    const mine = scope === 'all' ? {} : { $or: [{ teams: { $in: [...scope.teams] } }, { wijkId: { $in: [...scope.wijkIds] } }] };
    return (await pageOf(this.store, { zone, ...mine }, { by: 'registeredAt', before, limit })).map(callOf);
  }
}

const documentOf = ({ callId: _id, ...call }: Call): CallDocument => ({ _id, ...call });
const callOf = ({ _id: callId, ...call }: CallDocument): Call => ({ callId, ...call });
