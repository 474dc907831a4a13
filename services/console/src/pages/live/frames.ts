import type { AnswerOf } from '../../api/routes';
import type { Frame } from '../../feed/feed-client';

export type Briefing = AnswerOf<'listBriefings'>['briefings'][number];
export type Call = AnswerOf<'listCalls'>['calls'][number];
export type Unit = AnswerOf<'listUnits'>['units'][number];

const now = (): string => new Date().toISOString();

/** A briefing frame as a row of the list. */
export const briefingOf = (data: Frame['data']): Briefing => ({ briefedAt: now(), ...data }) as unknown as Briefing;

/** A call frame as a row of the list. */
export const callOf = (data: Frame['data']): Call => ({ teams: [], summary: '', ...data }) as unknown as Call;

/** Puts a unit's newest status in the list; an older frame that comes late changes nothing. */
export function withUnit(units: readonly Unit[], data: Frame['data']): Unit[] {
  const fresh = data as unknown as Unit;
  const known = units.find(({ unitId }) => unitId === fresh.unitId);
  if (!known) return [...units, { ...fresh, wijkIds: fresh.wijkIds ?? [] }];
  if (known.since > fresh.since) return [...units];
  return units.map((unit) => (unit === known ? { ...known, ...fresh } : unit));
}
