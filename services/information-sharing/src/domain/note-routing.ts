import type { DataOf, ItemTexts, noteRecorded, NoteTexts } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import { audienceKey, fieldsOf, pick, route, whyNotUseful, type Policy, type Target } from '@spil/policy';
import { itemIdOf } from './item-id';
import type { Decided, ItemFacts, ProgressStep, Publication } from './publications';
import type { Rating } from './rating';

/** A note as it reached us: its facts and its opened texts. */
export interface RecordedNote {
  zone: string;
  facts: Omit<DataOf<typeof noteRecorded>, 'sealed'>;
  texts: NoteTexts;
}

/** What one audience was given, and by which rule: the answer to "why do I see this". */
export interface RoutedTarget {
  /** `crews-by-area` or the name of a desk. */
  audience: string;
  item: ItemFacts;
  fields: string[];
}

interface Routing {
  noteId: string;
  zone: string;
  policyVersion: string;
  at: Instant;
}
/** Where a note went. Decided once, when it was recorded; texts are not kept here, they travel sealed. */
export type NoteRouting =
  | (Routing & { status: 'not-useful'; reason: NonNullable<ProgressStep['reason']> })
  | (Routing & { status: 'routed'; targets: RoutedTarget[]; itemIds: string[]; briefedTeams: string[]; ratings: Rating[] });
export type RoutedNote = Extract<NoteRouting, { status: 'routed' }>;

export const CREWS = 'crews-by-area';

/** The usefulness test (S05), then who gets how much (S01, S04): restriction happens here, before anything is on a stream. */
export function routeNote(note: RecordedNote, policy: Policy, at: Instant): Decided<NoteRouting> {
  const { facts, texts, zone } = note;
  const routing: Routing = { noteId: facts.noteId, zone, policyVersion: policy.version, at };
  const reason = whyNotUseful(policy, { ...facts, texts: stringsOf(texts) });
  if (reason) return notUseful(routing, reason);
  const { theme, handling, purpose } = facts;
  const targets = route(policy, { theme, handling, purpose, fields: fieldsOf(texts) }, at);
  if (targets.length === 0) return notUseful(routing, 'no-audience');
  const routed = targets.map((target) => routedTarget(note, target));
  return {
    state: { ...routing, status: 'routed', targets: routed, itemIds: routed.map(({ item }) => item.itemId), briefedTeams: [], ratings: [] },
    publications: [...routed.map((target) => shared(target, texts)), ...routed.map((target) => routedStep(target, at))],
  };
}

function notUseful(routing: Routing, reason: NonNullable<ProgressStep['reason']>): Decided<NoteRouting> {
  const { noteId, at } = routing;
  const step: ProgressStep = { stepId: `${noteId}:not-useful`, noteId, step: 'not-useful', at, reason };
  return { state: { ...routing, status: 'not-useful', reason }, publications: [{ kind: 'note-progressed', step }] };
}

function routedTarget({ facts }: RecordedNote, target: Target): RoutedTarget {
  const { noteId, wijkId, point, theme, observedAt, evaluation, handling } = facts;
  const audience = audienceKey(target.audience);
  const { level, rule, personal, withheld } = target;
  const itemId = itemIdOf(noteId, audience);
  const item = { itemId, noteId, wijkId, point, theme, observedAt, evaluation, handling, level, rule, personal, withheld };
  return { audience, item, fields: target.fields };
}

function shared({ audience, item, fields }: RoutedTarget, texts: NoteTexts): Publication {
  const given = pick(texts, fields) as ItemTexts;
  return audience === CREWS ? { kind: 'item-shared', item, texts: given } : { kind: 'desk-item', desk: audience, item, texts: given };
}

const routedStep = ({ audience, item }: RoutedTarget, at: Instant): Publication => ({
  kind: 'note-progressed',
  step: {
    stepId: `${item.itemId}:routed`,
    noteId: item.noteId,
    step: 'routed',
    audience: audience === CREWS ? 'crews' : audience,
    at,
  },
});

/** The other names a note goes by: as itself, and as what each audience was given of it. */
export function relatedTo(routing: NoteRouting, recordId: string): { recordId: string; subjectType: 'note' | 'item' }[] {
  const items = routing.status === 'routed' ? routing.itemIds : [];
  const all = [
    { recordId: routing.noteId, subjectType: 'note' as const },
    ...items.map((id) => ({ recordId: id, subjectType: 'item' as const })),
  ];
  return all.filter((one) => one.recordId !== recordId);
}

const stringsOf = (texts: object): string[] =>
  Object.values(texts).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? stringsOf(value) : [],
  );
