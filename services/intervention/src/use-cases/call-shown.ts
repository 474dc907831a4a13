import type { AnswerOf, CallTexts, listCalls } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { Call } from '../domain/call';
import { warnAtOf, type CallerNotice, type Doing, type PromiseTarget } from '../domain/response';
import type { Read, Seal } from './ports';

type Shown = AnswerOf<typeof listCalls>['calls'][number];

const openerOf =
  (sealer: Seal, callId: string): Doing['open'] =>
  (sealed) =>
    sealer.open<{ text: string }>(sealed, callId).text;

/** Texts about what a caller was told, or why it was decided otherwise, are for this service alone. */
export const doingOf = (sealer: Seal, callId: string, who: { now: Instant; by: string }): Doing => ({
  ...who,
  seal: (text) => sealer.seal({ text }, ['intervention'], callId),
  open: openerOf(sealer, callId),
});

export const shownNotice = (
  { motive, expectedAt, issuedAt, wordsSealed }: CallerNotice,
  { open }: Pick<Doing, 'open'>,
): NonNullable<Shown['notices']>[number] => ({
  ...{ motive, expectedAt, issuedAt },
  ...(wordsSealed ? { words: open(wordsSealed) } : {}),
});

/** A call as crews see it: what it is, who was told, how it was weighed. */
export function shownCall(call: Call, sealer: Seal): Shown {
  const { callId, number, wijkId, point, nature, urgency, registeredAt, teams, units = [], triage, decision, closedAt } = call;
  const texts = sealer.open<CallTexts>(call.sealed, callId);
  const shown = { callId, number, wijkId, point, nature, urgency, registeredAt, teams: [...teams], units: [...units], ...texts };
  return {
    ...shown,
    ...(triage ? { triage: shownTriage(triage) } : {}),
    ...(decision ? { decision: { response: decision.response, decidedAt: decision.decidedAt, deviates: decision.deviates } } : {}),
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}

/** A call as the dispatch room sees it: also what its caller was told. */
export function shownToDispatch(call: Call, sealer: Seal, { targets, now }: { targets: readonly PromiseTarget[]; now: Instant }): Shown {
  const open = openerOf(sealer, call.callId);
  const warnAt = warnAtOf(call, targets, now);
  const notices = [...(call.notices ?? [])].reverse().slice(0, mostNotices);
  return {
    ...shownCall(call, sealer),
    ...(notices.length > 0 ? { notices: notices.map((notice) => shownNotice(notice, { open })) } : {}),
    ...(warnAt === undefined ? {} : { warnAt }),
  };
}
const mostNotices = 50;

const shownTriage = ({ severity, triagedAt, proposal }: NonNullable<Call['triage']>) => ({
  severity,
  triagedAt,
  ...(proposal ? { proposal } : {}),
});

/** The line of the read log for a call that is shown. */
export const readOfCall = (caller: Caller, { callId, zone }: Call, { name, rule }: { name: string; rule: string }): Read => ({
  name,
  actor: caller.sub,
  zone,
  processingActivity: `intervention.${name}`,
  subject: callId,
  subjectType: 'call',
  recordCategory: 'call',
  rule,
  decision: 'shown',
  reason: caller.task ?? `intervention.${name}`,
  legalBasis: 'wpa-44-1',
});
