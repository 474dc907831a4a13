import type { ItemTexts, returnReasons } from '@spil/contracts';
import { DomainError, fail, ok, type Instant, type Result } from '@spil/domain-kit';
import { fieldsOf, pick, type Decision } from '@spil/policy';
import type { Decided, ItemFacts, ProgressStep, Publication } from './publications';
import type { Shown, Sight } from './sight';

/** A subscription that an item matched. */
export interface Match {
  personId: string;
  name: string;
}

interface Entry {
  itemId: string;
  zone: string;
  desk: string;
  item: ItemFacts;
  texts: ItemTexts;
  matches: Match[];
  /** In whose inbox it lies. */
  subscribers: string[];
  filedAt: Instant;
}
export type ReturnReason = (typeof returnReasons)[number];

/** An item at a desk (S03). Settled once: taken on, or returned with a reason; the remark stays with the desk. */
export type InboxEntry =
  | (Entry & { status: 'new' })
  | (Entry & { status: 'accepted'; by: string; settledAt: Instant })
  | (Entry & { status: 'returned'; by: string; settledAt: Instant; reason: ReturnReason; remark?: string });

/** Files an item: one entry for each desk, announced to those in whose inbox it lies (at most 500 a message). */
export function fileItem(entry: Entry): Decided<InboxEntry> {
  const { desk, item, texts, filedAt } = entry;
  const publications: Publication[] = [];
  for (let at = 0; at < entry.subscribers.length; at += 500) {
    publications.push({ kind: 'inbox-entry', desk, item, texts, filedAt, subscribers: entry.subscribers.slice(at, at + 500) });
  }
  return { state: { ...entry, status: 'new' }, publications };
}

/** Takes an item on. By the same person again: nothing changes. */
export function accept(entry: InboxEntry, by: string, at: Instant): Result<Decided<InboxEntry>> {
  if (entry.status === 'accepted' && entry.by === by) return ok({ state: entry, publications: [] });
  if (entry.status !== 'new') return fail(new DomainError('information-sharing.already-settled'));
  return ok({ state: { ...entry, status: 'accepted', by, settledAt: at }, publications: [settled(entry, 'accepted', at)] });
}

/** Returns an item with a reason from the short list (architecture.md §11). By the same person again: nothing changes. */
export function giveBack(
  entry: InboxEntry,
  { by, reason, remark }: { by: string; reason: ReturnReason; remark?: string | undefined },
  at: Instant,
): Result<Decided<InboxEntry>> {
  if (entry.status === 'returned' && entry.by === by && entry.reason === reason) return ok({ state: entry, publications: [] });
  if (entry.status !== 'new') return fail(new DomainError('information-sharing.already-settled'));
  const state: InboxEntry = { ...entry, status: 'returned', by, settledAt: at, reason, ...(remark === undefined ? {} : { remark }) };
  return ok({ state, publications: [settled(entry, 'returned', at, reason)] });
}

function settled(entry: Entry, step: 'accepted' | 'returned', at: Instant, reason?: ReturnReason): Publication {
  const made: ProgressStep = { stepId: `${entry.itemId}:${step}`, noteId: entry.item.noteId, step, audience: entry.desk, at };
  return { kind: 'note-progressed', step: reason === undefined ? made : { ...made, reason } };
}

/** An entry as one reader may see it. */
export interface SeenEntry {
  entry: InboxEntry;
  texts: ItemTexts;
  matched: string[];
  decision: Exclude<Decision, { effect: 'deny' }>;
}

export const shownOf = ({ zone, desk, item, texts }: Entry): Shown => ({ zone, audience: desk, item, fields: fieldsOf(texts) });

/** Lies it in this person's inbox? Being in it is not enough to see it: rights may have ended since. */
export const isIn = (entry: Entry, personId: string, openDesks: readonly string[]): boolean =>
  entry.subscribers.includes(personId) || openDesks.includes(entry.desk);

/** The entry as far as this person may see it now; undefined when it is not there for her. */
export function seenBy(entry: InboxEntry, personId: string, sight: Sight): SeenEntry | undefined {
  if (!isIn(entry, personId, sight.openDesks())) return undefined;
  return wouldBeSeenBy(entry, personId, sight);
}

/** As far as this person might see it were it in her inbox: for trying out what to follow. */
export function wouldBeSeenBy(entry: InboxEntry, personId: string, sight: Sight): SeenEntry | undefined {
  const decision = sight.decide(shownOf(entry));
  if (decision.effect === 'deny') return undefined;
  const matched = entry.matches.filter((match) => match.personId === personId).map(({ name }) => name);
  return { entry, texts: pick(entry.texts, decision.fields) as ItemTexts, matched, decision };
}
