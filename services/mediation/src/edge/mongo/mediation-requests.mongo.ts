import { mediationRequestCounted, requestOrigins } from '@spil/contracts';
import { belgianDay, type Result } from '@spil/domain-kit';
import { pageOf, translated, type AggregateStore, type Db, type IndexSpec } from '@spil/mongo';
import { untilSaved, type Outgoing, type YearlyCounter } from '@spil/service-host';
import type { MediationRequest } from '../../domain/mediation-request';
import type { Idempotency } from '../../use-cases/asked';
import type { SettleableRequests } from '../../use-cases/settle-mediation-request/settle-mediation-request';
import type { KeptRequests } from '../../use-cases/list-mediation-requests/list-mediation-requests';
import type { OwnRequests } from '../../use-cases/list-referral-answers/list-referral-answers';
import type { NewRequests } from '../../use-cases/request-mediation/request-mediation';

type Stored<T> = T extends unknown ? Omit<T, 'requestId'> & { _id: string } : never;
export type RequestDocument = Stored<MediationRequest>;

export const requestIndexes: IndexSpec[] = [
  { name: 'zone_received', key: { zone: 1, receivedAt: -1 } },
  { name: 'zone_number', key: { zone: 1, number: 1 }, unique: true },
  { name: 'zone_asker_received', key: { zone: 1, requestedBy: 1, receivedAt: -1 } },
  { name: 'zone_origin_received', key: { zone: 1, origin: 1, receivedAt: -1 } },
];

/** Requests for mediation, one document each. */
export class MongoMediationRequests implements NewRequests, KeptRequests, OwnRequests, SettleableRequests {
  constructor(
    private readonly store: AggregateStore<RequestDocument>,
    private readonly counter: YearlyCounter,
    private readonly outgoing: Outgoing,
    private readonly db: Db,
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

  async list(zone: string, { origin, before, limit }: Parameters<KeptRequests['list']>[1]): Promise<MediationRequest[]> {
    const of = origin === undefined ? { zone } : { zone, origin };
    return (await pageOf(this.store, of, { by: 'receivedAt', before, limit })).map(requestOf);
  }

  byOrigin(zone: string): ReturnType<KeptRequests['byOrigin']> {
    return translated(async () => {
      const requests = this.db.collection('mediationRequests');
      const counts = requestOrigins.map(async (origin) => {
        const [count, settled] = await Promise.all([
          requests.countDocuments({ zone, origin }),
          requests.countDocuments({ zone, origin, status: { $in: ['declined', 'closed'] } }),
        ]);
        return { origin, count, open: count - settled };
      });
      return Promise.all(counts);
    });
  }

  async by(zone: string, personId: string): Promise<MediationRequest[]> {
    const found = await this.store.find({ zone, requestedBy: personId }, { sort: { receivedAt: -1 }, limit: 100 });
    return found.map(({ doc }) => requestOf(doc));
  }

  change(zone: string, requestId: string, change: (now: MediationRequest) => Result<MediationRequest>) {
    return untilSaved(async () => {
      const stored = await this.store.byId(requestId);
      if (stored?.doc.zone !== zone) return undefined;
      const before = requestOf(stored.doc);
      const changed = change(before);
      if (changed.ok && changed.value !== before) await this.store.save(stored, documentOf(changed.value));
      return changed;
    });
  }
}

const documentOf = ({ requestId: _id, ...request }: MediationRequest): RequestDocument => ({ _id, ...request }) as RequestDocument;
/** Requests from before the desk could settle them have no status: they were received. */
const requestOf = ({ _id: requestId, ...request }: RequestDocument): MediationRequest =>
  ({ ...request, status: (request as Partial<RequestDocument>).status ?? 'received', requestId }) as MediationRequest;
