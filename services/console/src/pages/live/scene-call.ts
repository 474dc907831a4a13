import type { Assignment } from '../../api/me';
import type { Call, Unit } from './frames';

/** A call older than this does not appear by itself any more. */
const freshMs = 60 * 60_000;

export interface SceneOf {
  callId: string;
  call?: Call;
  why: 'sent' | 'new';
}

/** The teams somebody is on duty with as crew, and the wijken that go with them. */
export function crewAreaOf(assignments: readonly Assignment[]): { teams: string[]; wijkIds: string[] } {
  const crew = assignments.filter(({ role }) => role === 'crew');
  return { teams: crew.flatMap(({ team }) => team ?? []), wijkIds: crew.flatMap(({ wijkIds }) => wijkIds ?? []) };
}

/** The units of these teams: another team's call is not one's own order. */
export const unitsOf = (units: readonly Unit[], teams: readonly string[]): Unit[] => units.filter(({ team }) => teams.includes(team));

/** Which call a crew sees the card of without a tap: the one its unit was sent to, else the newest of its area. One that is closed awaits nobody. */
export function sceneCallOf(calls: readonly Call[], units: readonly Unit[], now: number): SceneOf | undefined {
  const callOf = (callId: string): Call | undefined => calls.find((call) => call.callId === callId);
  const isOpen = (call: Call | undefined): boolean => call?.closedAt === undefined;
  const sent = units.filter(({ callId }) => callId !== undefined && isOpen(callOf(callId))).sort((a, b) => (a.since < b.since ? 1 : -1));
  const order = sent[0]?.callId;
  if (order !== undefined) return { callId: order, call: callOf(order), why: 'sent' };
  const newest = calls.filter(isOpen).sort((a, b) => (a.registeredAt < b.registeredAt ? 1 : -1))[0];
  if (!newest || now - Date.parse(newest.registeredAt) > freshMs) return undefined;
  return { callId: newest.callId, call: newest, why: 'new' };
}
