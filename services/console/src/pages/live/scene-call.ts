import type { Call, Unit } from './frames';

/** A call older than this does not appear by itself any more. */
const freshMs = 60 * 60_000;

export interface SceneOf {
  callId: string;
  call?: Call;
  why: 'sent' | 'new';
}

/** Which call a crew sees the card of without a tap: the one its unit was sent to, else the newest of its area. */
export function sceneCallOf(calls: readonly Call[], units: readonly Unit[], now: number): SceneOf | undefined {
  const callOf = (callId: string): Call | undefined => calls.find((call) => call.callId === callId);
  const sent = [...units].filter(({ callId }) => callId !== undefined).sort((a, b) => (a.since < b.since ? 1 : -1))[0]?.callId;
  if (sent !== undefined) return { callId: sent, call: callOf(sent), why: 'sent' };
  const newest = [...calls].sort((a, b) => (a.registeredAt < b.registeredAt ? 1 : -1))[0];
  if (!newest || now - Date.parse(newest.registeredAt) > freshMs) return undefined;
  return { callId: newest.callId, call: newest, why: 'new' };
}
