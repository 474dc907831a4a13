import type { RequestOf } from '../../api/routes';
import { fromLocalInput, toLocalInput } from '../../i18n/time';

type Absence = RequestOf<'setReachability'>['absences'][number];

/** As the field has it: while the year is typed its first digit is the year 0002, which must stand there to become 2026. */
export interface AbsenceDraft {
  from: string;
  until: string;
}

const hourMs = 3_600_000;

export const nextAbsence = (now: number): AbsenceDraft => {
  const start = Math.ceil(now / hourMs) * hourMs;
  return { from: toLocalInput(new Date(start).toISOString()), until: toLocalInput(new Date(start + 24 * hourMs).toISOString()) };
};

export const typedAbsence = ({ from, until }: Absence): AbsenceDraft => ({ from: toLocalInput(from), until: toLocalInput(until) });

/** The moment of a field; undefined while it is not a whole one, or of a year that somebody was still typing. */
export function momentOf(local: string): string | undefined {
  const moment = fromLocalInput(local);
  return moment !== undefined && moment >= '2000' ? moment : undefined;
}

/** All absences as they are saved; undefined while one of them is not whole. */
export function absencesOf(drafts: readonly AbsenceDraft[]): Absence[] | undefined {
  const absences = drafts.flatMap((draft) => {
    const [from, until] = [momentOf(draft.from), momentOf(draft.until)];
    return from && until ? [{ from, until }] : [];
  });
  return absences.length === drafts.length ? absences : undefined;
}
