import { mediationRequestCounted } from '@spil/contracts';
import { belgianDay, type Instant } from '@spil/domain-kit';
import { pageOf, type AggregateStore, type IndexSpec } from '@spil/mongo';
import type { Outgoing, YearlyCounter } from '@spil/service-host';
import type { MediationRequest } from '../../domain/mediation-request';
import type { Idempotency } from '../../use-cases/asked';
import type { KeptRequests } from '../../use-cases/list-mediation-requests/list-mediation-requests';
import type { NewRequests } from '../../use-cases/request-mediation/request-mediation';

export type RequestDocument = Omit<MediationRequest, 'requestId'> & { _id: string };

export const requestIndexes: IndexSpec[] = [
  { name: 'zone_received', key: { zone: 1, receivedAt: -1 } },
  { name: 'zone_number', key: { zone: 1, number: 1 }, unique: true },
];

/** Requests for mediation, one document each. */
export class MongoMediationRequests implements NewRequests, KeptRequests {
  constructor(
    private readonly store: AggregateStore<RequestDocument>,
    private readonly counter: YearlyCounter,
    private readonly outgoing: Outgoing,
  ) {}

  nextNumber(zone: string, year: number): Promise<number> {
    return this.counter.next(zone, year);
  }

  async add(request: MediationRequest, idempotency: Idempotency | undefined): Promise<MediationRequest> {
    const { zone, origin, receivedAt } = request;
    const day = belgianDay(receivedAt);
    // Only origin and day leave: the event is about the count, not the request, and carries no time of day.
    const about = { zone, kind: 'mediation-count', id: origin, sequence: 1, at: `${day}T00:00:00.000Z` };
    const counted = this.outgoing.event(mediationRequestCounted, about, { origin, day });
    const { stored } = await this.store.insert(documentOf(request), [counted], idempotency ? { idempotency } : {});
    return requestOf(stored.doc);
  }

  async list(zone: string, { before, limit }: { before?: Instant | undefined; limit: number }): Promise<MediationRequest[]> {
    return (await pageOf(this.store, { zone }, { by: 'receivedAt', before, limit })).map(requestOf);
  }
}

const documentOf = ({ requestId: _id, ...request }: MediationRequest): RequestDocument => ({ _id, ...request });
const requestOf = ({ _id: requestId, ...request }: RequestDocument): MediationRequest => ({ requestId, ...request });
