import type { AnswerOf } from '../../../api/routes';
import type { Frame } from '../../../feed/feed-client';
import type { Call } from '../frames';

type Calls = AnswerOf<'listCalls'>['calls'];
type Decision = NonNullable<Calls[number]['decision']>;

/** How near the time is that the caller was promised; when "near" begins is the zone's own target. */
export function dueOf({ notices, warnAt }: Pick<Call, 'notices' | 'warnAt'>, now: number): 'open' | 'near' | 'past' {
  const [promise] = notices ?? [];
  if (promise && Date.parse(promise.expectedAt) <= now) return 'past';
  return warnAt !== undefined && Date.parse(warnAt) <= now ? 'near' : 'open';
}

/** The list with what was decided of a call, here or at another desk. What the caller heard comes with the next answer. */
export function decidedElsewhere(calls: Calls, data: Frame['data']): Calls {
  const { callId, closedAt, response, deviates, decidedAt } = data as { callId: string; closedAt?: string } & Decision;
  const closed = closedAt === undefined ? {} : { closedAt };
  return calls.map((call) => (call.callId === callId ? { ...call, ...closed, decision: { response, deviates, decidedAt } } : call));
}
