import type { AnswerOf } from '../../api/routes';
import type { Frame } from '../../feed/feed-client';

export type Briefing = AnswerOf<'listBriefings'>['briefings'][number];
type ListedCall = AnswerOf<'listCalls'>['calls'][number];
/** A call as the list or a frame has it; a frame does not say who was told. */
export type Call = Omit<ListedCall, 'teams' | 'units' | 'summary'> & Partial<Pick<ListedCall, 'teams' | 'units' | 'summary'>>;
export type Unit = AnswerOf<'listUnits'>['units'][number];

const now = (): string => new Date().toISOString();

/** A briefing frame as a row of the list. */
export const briefingOf = (data: Frame['data']): Briefing => ({ briefedAt: now(), ...data }) as unknown as Briefing;

/** A call frame as a row of the list. What it does not say stays as it was. */
export const callOf = (data: Frame['data']): Call => ({ ...data }) as unknown as Call;

/** Puts a unit's newest status in the list; an older frame that comes late changes nothing. */
export function withUnit(units: readonly Unit[], data: Frame['data']): Unit[] {
  const fresh = data as unknown as Unit;
  const known = units.find(({ unitId }) => unitId === fresh.unitId);
  if (!known) return [...units, { ...fresh, wijkIds: fresh.wijkIds ?? [] }];
  if (known.since > fresh.since) return [...units];
  // How long a new status may last, and for which call it is, comes with the next answer.
  const { warnAt: _warn, alertAt: _alert, callId: _call, ...lasting } = known;
  const before = known.status === fresh.status ? known : lasting;
  return units.map((unit) => (unit === known ? { ...before, ...fresh } : unit));
}
