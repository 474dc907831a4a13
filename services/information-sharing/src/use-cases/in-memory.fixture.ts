import { DomainError, ok, type Clock, type Ids, type Result } from '@spil/domain-kit';
import type { Assignment } from '../domain/assignment';
import type { NoteRouting } from '../domain/note-routing';
import type { Decided, Publication } from '../domain/publications';
import { verdictOf } from '../domain/rating';
import type { Subscription } from '../domain/subscription';
import { isIn, type InboxEntry } from '../domain/inbox-entry';
import type { Assignments, Consultation, Consultations, Inbox, InboxPage, InboxRow, NoteRoutings, Subscriptions } from './ports';

/** All ports of this service in memory, with what was published and what was logged, in order. */
export class InMemory implements NoteRoutings, Consultations {
  readonly published: Publication[] = [];
  readonly logged: Consultation[] = [];
  readonly routings = new Map<string, NoteRouting>();
  readonly entries = new Map<string, InboxEntry>();
  readonly subscribed = new Map<string, Subscription>();
  readonly assigned = new Map<string, Assignment>();
  private readonly causes = new Set<string>();
  logFails = false;
  at = '2026-01-12T09:30:00.000Z';
  private count = 0;

  readonly clock: Clock = { now: () => this.at };
  readonly ids: Ids = { next: () => `01939f6e-0000-7000-8000-${String(++this.count).padStart(12, '0')}` };

  add(cause: string, { state, publications }: Decided<NoteRouting>): Promise<void> {
    if (this.first(cause)) this.keep(this.routings, state.noteId, state, publications);
    return Promise.resolve();
  }
  byItem(zone: string, itemId: string): Promise<NoteRouting | undefined> {
    const all = [...this.routings.values()];
    return Promise.resolve(all.find((one) => one.zone === zone && one.status === 'routed' && one.itemIds.includes(itemId)));
  }
  change(noteId: string, decide: (now: NoteRouting) => Decided<NoteRouting>): Promise<NoteRouting | undefined> {
    const now = this.routings.get(noteId);
    if (!now) return Promise.resolve(undefined);
    const { state, publications } = decide(now);
    this.keep(this.routings, noteId, state, publications);
    return Promise.resolve(state);
  }
  record(lines: readonly Consultation[]): Promise<void> {
    if (this.logFails) return Promise.reject(new DomainError('read-not-logged'));
    this.logged.push(...lines);
    return Promise.resolve();
  }

  readonly inbox: Inbox = {
    file: (cause, { state, publications }) => {
      if (this.first(cause)) this.keep(this.entries, state.itemId, state, publications);
      return Promise.resolve();
    },
    row: (zone, itemId, personId) => {
      const entry = this.entries.get(itemId);
      return Promise.resolve(entry?.zone === zone ? this.rowOf(entry, personId) : undefined);
    },
    page: (page) => Promise.resolve(this.page(page)),
    since: (zone, since, limit) => {
      const found = [...this.entries.values()].filter((entry) => entry.zone === zone && entry.filedAt >= since);
      return Promise.resolve(found.sort((a, b) => (a.filedAt < b.filedAt ? 1 : -1)).slice(0, limit));
    },
    change: (itemId, decide) => {
      const now = this.entries.get(itemId);
      if (!now) return Promise.resolve(undefined);
      const decided = decide(now);
      if (!decided.ok) return Promise.resolve(decided);
      this.keep(this.entries, itemId, decided.value.state, decided.value.publications);
      return Promise.resolve(ok(decided.value.state));
    },
  };

  readonly subscriptions: Subscriptions = {
    add: (subscription): Promise<Result<Subscription>> => {
      this.subscribed.set(subscription.subscriptionId, subscription);
      return Promise.resolve(ok(subscription));
    },
    of: (zone, personId) =>
      Promise.resolve(
        [...this.subscribed.values()].filter((one) => one.zone === zone && one.personId === personId && one.status === 'active'),
      ),
    change: (id, decide) => {
      const now = this.subscribed.get(id);
      const after = now && decide(now);
      if (after) this.subscribed.set(id, after);
      return Promise.resolve(after);
    },
  };

  readonly assignments: Assignments = {
    add: ({ state, publications }) => {
      this.keep(this.assigned, state.assignmentId, state, publications);
      return Promise.resolve(ok(state));
    },
    of: (zone, personId) => Promise.resolve([...this.assigned.values()].filter((one) => one.zone === zone && one.personId === personId)),
    inZone: (zone) => Promise.resolve([...this.assigned.values()].filter((one) => one.zone === zone && one.endedAt === undefined)),
    change: (id, decide) => {
      const now = this.assigned.get(id);
      const decided = now && decide(now);
      if (decided) this.keep(this.assigned, id, decided.state, decided.publications);
      return Promise.resolve(decided?.state);
    },
  };

  readonly followers = {
    inZone: (zone: string) => {
      const people = new Set(
        [...this.subscribed.values(), ...this.assigned.values()].filter((one) => one.zone === zone).map((one) => one.personId),
      );
      const of = <T extends { personId: string; zone: string }>(all: Map<string, T>, personId: string): T[] =>
        [...all.values()].filter((one) => one.personId === personId && one.zone === zone);
      return Promise.resolve(
        [...people].map((personId) => ({
          personId,
          zone,
          subscriptions: of(this.subscribed, personId),
          assignments: of(this.assigned, personId),
        })),
      );
    },
  };

  private page({ zone, personId, openDesks, status, themes, before, limit }: InboxPage): InboxRow[] {
    const all = [...this.entries.values()]
      .filter((entry) => entry.zone === zone && isIn(entry, personId, openDesks) && (status === undefined || entry.status === status))
      .filter(({ item }) => themes === undefined || themes.includes(item.theme))
      .filter(({ filedAt }) => before === undefined || filedAt < before)
      .sort((a, b) => (a.filedAt < b.filedAt ? 1 : -1));
    const last = all[limit - 1]?.filedAt;
    return all.filter(({ filedAt }, n) => n < limit || filedAt === last).map((entry) => this.rowOf(entry, personId));
  }
  private rowOf(entry: InboxEntry, personId: string): InboxRow {
    const routing = this.routings.get(entry.item.noteId);
    return { entry, myVerdict: routing?.status === 'routed' ? verdictOf(routing.ratings, entry.itemId, personId) : undefined };
  }
  private first(cause: string): boolean {
    if (this.causes.has(cause)) return false;
    this.causes.add(cause);
    return true;
  }
  private keep<T>(where: Map<string, T>, id: string, state: T, publications: readonly Publication[]): void {
    where.set(id, state);
    this.published.push(...publications);
  }
}
