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

type Weighed = AnswerOf<'triageCall'>;
type Notice = NonNullable<Call['notices']>[number];
/** What the server answered to this desk's own steps; lists may come a moment later. */
export interface Ahead {
  weighed?: Weighed;
  decided?: Decision;
  told?: Notice;
  closedAt?: string;
}

const isNewer = (mine: string, listed = ''): boolean => listed < mine;

/** The call with the newer of what a list says and what was answered here: a step rests on no list that may be late, and outlives no newer news. */
export function withAnswers(call: Call, { weighed, decided, told, closedAt }: Ahead): Call {
  const parts = [
    weighed && isNewer(weighed.triagedAt, call.triage?.triagedAt) && triageOf(weighed),
    decided && isNewer(decided.decidedAt, call.decision?.decidedAt) && { decision: decided },
    told && withNotice(call.notices, told),
    closedAt !== undefined && { closedAt },
  ];
  return Object.assign({ ...call }, ...parts) as Call;
}

const withNotice = (notices: readonly Notice[] = [], told: Notice): Partial<Call> =>
  isNewer(told.issuedAt, notices[0]?.issuedAt) ? { notices: [told, ...notices] } : {};

const triageOf = ({ severity, urgency, nature, triagedAt, proposal }: Weighed): Pick<Call, 'triage' | 'urgency' | 'nature'> => ({
  urgency,
  nature,
  triage: { severity, triagedAt, ...(proposal ? { proposal } : {}) },
});
