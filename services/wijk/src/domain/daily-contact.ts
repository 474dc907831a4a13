import { feelings, type AnswerOf, type Feeling, type readFeelings, type recordDailyContact, type RequestOf } from '@spil/contracts';
import { DomainError, fail, millis, ok, type Instant, type Result } from '@spil/domain-kit';
import { clockToleranceSeconds } from './note';

type Said = RequestOf<typeof recordDailyContact>;

/** A daily contact (W77): place, channel and a feeling signal. Nobody is named, and the place is rounded to about 100 m. */
export interface DailyContact {
  contactId: string;
  zone: string;
  authorId: string;
  wijkId: string;
  wijkName: string;
  point?: [number, number];
  channel: Said['channel'];
  feeling: Feeling;
  at: Instant;
  recordedAt: Instant;
}

/** Three decimals of a degree: 70 by 110 m here. */
const rounded = ([lon, lat]: readonly [number, number]): [number, number] => [Math.round(lon * 1e3) / 1e3, Math.round(lat * 1e3) / 1e3];

interface Recording {
  contactId: string;
  zone: string;
  authorId: string;
  now: Instant;
  wijk: { id: string; name: string } | undefined;
}

/** Decides whether a contact may be recorded. Problems: `wijk.*` and `not-found` of the contract `record-daily-contact`. */
export function contactOf({ place, channel, feeling, at }: Said, { wijk, now, ...who }: Recording): Result<DailyContact> {
  if (!wijk) return fail(new DomainError('point' in place ? 'wijk.place-outside-zone' : 'not-found'));
  if (millis(at) > millis(now) + clockToleranceSeconds * 1000) return fail(new DomainError('wijk.observed-in-future'));
  const point = 'point' in place ? { point: rounded(place.point) } : {};
  return ok({ ...who, wijkId: wijk.id, wijkName: wijk.name, ...point, channel, feeling, at, recordedAt: now });
}

/** How often each feeling was heard in one wijk. */
export interface FeelingCount {
  wijkId: string;
  feeling: Feeling;
  count: number;
}
export type Period = AnswerOf<typeof readFeelings>['wijken'][number]['now'];

/** The counts of one wijk in one period. Below `fewest` contacts only their number is told: few answers point at who gave them. */
export function periodOf(counts: readonly FeelingCount[], wijkId: string, fewest: number): Period {
  const mine = counts.filter((one) => one.wijkId === wijkId);
  const contacts = mine.reduce((sum, { count }) => sum + count, 0);
  if (contacts < fewest) return { contacts };
  const of = (feeling: Feeling) => mine.find((one) => one.feeling === feeling)?.count ?? 0;
  return { contacts, feelings: Object.fromEntries(feelings.map((feeling) => [feeling, of(feeling)])) as Record<Feeling, number> };
}
