import type { ItemTexts } from '@spil/contracts';
import { ok, type Clock, type Instant, type Result } from '@spil/domain-kit';
import { pageOf, type AggregateStore, type Sealer } from '@spil/mongo';
import type { InboxEntry } from '../../domain/inbox-entry';
import type { Decided } from '../../domain/publications';
import { verdictOf, type Rating } from '../../domain/rating';
import type { Inbox, InboxPage, InboxRow } from '../../use-cases/ports';
import { changing } from './changing';
import type { InboxDocument, RoutingDocument } from './documents';
import type { Outbox } from './outbox';

/** What lies sealed in an entry's document. */
interface Confidential {
  texts: ItemTexts;
  remark?: string;
}
export interface InboxStores {
  inbox: AggregateStore<InboxDocument>;
  routings: AggregateStore<RoutingDocument>;
}

export class MongoInbox implements Inbox {
  constructor(
    private readonly stores: InboxStores,
    private readonly outbox: Outbox,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async file(cause: string, { state, publications }: Decided<InboxEntry>): Promise<void> {
    const entries = this.outbox.entries(publications, { zone: state.zone, version: 1, at: state.filedAt, cause });
    await this.stores.inbox.upsertEffect(cause, this.documentOf(state), entries);
  }

  async row(zone: string, itemId: string, personId: string): Promise<InboxRow | undefined> {
    const stored = await this.stores.inbox.byId(itemId);
    if (!stored || stored.doc.zone !== zone) return undefined;
    return (await this.rows([stored.doc], personId))[0];
  }

  async page({ zone, personId, openDesks, status, themes, before, limit }: InboxPage): Promise<InboxRow[]> {
    const mine = { subscribers: personId };
    const filter = {
      zone,
      ...(openDesks.length > 0 ? { $or: [mine, { desk: { $in: [...openDesks] } }] } : mine),
      ...(status === undefined ? {} : { status }),
      ...(themes === undefined ? {} : { 'item.theme': { $in: [...themes] } }),
    };
    return this.rows(await pageOf(this.stores.inbox, filter, { by: 'filedAt', before, limit }), personId);
  }

  async since(zone: string, since: Instant, limit: number): Promise<InboxEntry[]> {
    const found = await this.stores.inbox.find({ zone, filedAt: { $gte: since } }, { sort: { filedAt: -1 }, limit });
    return found.map(({ doc }) => this.entryOf(doc));
  }

  async change(itemId: string, decide: (now: InboxEntry) => Result<Decided<InboxEntry>>): Promise<Result<InboxEntry> | undefined> {
    return changing(this.stores.inbox, itemId, async (stored): Promise<Result<InboxEntry>> => {
      const decided = decide(this.entryOf(stored.doc));
      if (!decided.ok) return decided;
      const { state, publications } = decided.value;
      if (publications.length > 0) {
        const write = { zone: state.zone, version: stored.version + 1, at: this.clock.now() };
        await this.stores.inbox.save(stored, this.documentOf(state), this.outbox.entries(publications, write));
      }
      return ok(state);
    });
  }

  private async rows(documents: readonly InboxDocument[], personId: string): Promise<InboxRow[]> {
    if (documents.length === 0) return [];
    const noteIds = [...new Set(documents.map(({ item }) => item.noteId))];
    const routings = await this.stores.routings.find({ _id: { $in: noteIds } }, { limit: noteIds.length });
    const ratings = routings.flatMap(({ doc }): Rating[] => (doc.status === 'routed' ? doc.ratings : []));
    return documents.map((document) => ({
      entry: this.entryOf(document),
      myVerdict: verdictOf(ratings, document._id, personId),
    }));
  }

  private documentOf(entry: InboxEntry): InboxDocument {
    const { texts, ...rest } = entry;
    const { remark, ...open } = rest as typeof rest & { remark?: string };
    const confidential: Confidential = { texts, ...(remark === undefined ? {} : { remark }) };
    const sealed = this.sealer.seal(confidential, ['information-sharing'], entry.itemId);
    return { ...open, _id: entry.itemId, sealed } as InboxDocument;
  }

  private entryOf({ _id, sealed, ...open }: InboxDocument): InboxEntry {
    return { ...open, ...this.sealer.open<Confidential>(sealed, _id) } as InboxEntry;
  }
}
