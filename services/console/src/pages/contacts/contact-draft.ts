import type { RequestOf } from '../../api/routes';
import { newSending } from '../../app/sent-once';
import type { LonLat } from '../../components/zone-map-view';
import type { contactChannels, contactKinds } from '../../words/vocabulary';

export const freshContact = () => ({
  ...newSending(),
  /** When the resident asked: at the first word that was typed, not when the form was emptied. The answer is due by it. */
  receivedAt: undefined as string | undefined,
  point: undefined as LonLat | undefined,
  channel: 'phone' as (typeof contactChannels)[number],
  kind: 'question' as (typeof contactKinds)[number],
  subject: '',
  name: '',
  reach: '',
});
export type ContactDraft = ReturnType<typeof freshContact>;

/** When what stands in the form was asked: it stays once something stands there, and is forgotten when all of it is taken out again. */
export function askedAt({ receivedAt, point, subject, name, reach }: ContactDraft, now: string): string | undefined {
  const begun = point !== undefined || [subject, name, reach].some((text) => text.trim() !== '');
  return begun ? (receivedAt ?? now) : undefined;
}

export const lacksReach = ({ name, reach }: ContactDraft): boolean => name.trim() !== '' && reach.trim() === '';

/** What is sent; undefined while something is missing. The same draft makes the same request, so that sending it again is harmless. */
export function contactRequest(draft: ContactDraft, now: string): RequestOf<'recordCitizenContact'> | undefined {
  const { point, channel, kind } = draft;
  const [subject, name, reach] = [draft.subject.trim(), draft.name.trim(), draft.reach.trim()];
  if (!point || subject === '' || lacksReach(draft)) return undefined;
  const asker = reach === '' ? {} : { asker: { reach, ...(name !== '' && { name }) } };
  return { point, channel, kind, subject, receivedAt: draft.receivedAt ?? now, ...asker };
}
