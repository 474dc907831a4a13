import {
  acceptItem,
  answerCitizenContact,
  assign,
  assignUnit,
  closeCall,
  decideResponse,
  identifySensitivePoint,
  informCaller,
  listBriefings,
  listCalls,
  listCitizenContacts,
  listInbox,
  listMediationRequests,
  listSensitivePoints,
  rateItem,
  recordCitizenContact,
  recordDailyContact,
  recordNote,
  registerCall,
  reportNuisance,
  requestMediation,
  returnItem,
  setReachability,
  settleMediationRequest,
  setUnitStatus,
  subscribe,
  triageCall,
  verifySensitivePoint,
  type AnswerOf,
} from '@spil/contracts';
import type { Happening, Told } from './happenings';
import { found, type Stage } from './stage';

type Of<K extends Happening['kind']> = Extract<Happening, { kind: K }>;
/** With the key of this one happening: played again, it is the same. */
type Act<K extends Happening['kind']> = (it: Of<K>, stage: Stage, once: { idempotencyKey: string }) => Promise<unknown>;

const form = {
  ...{ kind: 'problem' as const, evaluation: { source: 'A' as const, information: 2 as const }, handling: 'H0' as const },
  ...{ purpose: 'administrative' as const, legalBasis: 'wpa-44-1' },
};
/** A moment ago: nobody writes while it happens. */
const justNow = -1;
const days = 24 * 60;
const week = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '12:00' }));

async function callOf({ as }: Stage, summary: string): Promise<AnswerOf<typeof listCalls>['calls'][number]> {
  const { calls } = await as('dispatcher-1').ask(listCalls, { limit: 100 });
  return found(
    calls.find((one) => one.summary === summary),
    summary,
  );
}

const noticeOf = ({ inMinutes }: Stage, { inMinutes: minutes, ...told }: Told) => ({ ...told, expectedAt: inMinutes(minutes) });

/** An entry of the made-up evening in somebody's inbox; undefined when its reader settled it meanwhile. */
async function newEntry({ as }: Stage, by: string, headline: string): Promise<string | undefined> {
  const { entries } = await as(by).ask(listInbox, { limit: 100 });
  const { itemId, status } = found(
    entries.find((one) => one.headline === headline),
    headline,
  );
  return status === 'new' ? itemId : undefined;
}

const wijkwerking: Pick<{ [K in Happening['kind']]: Act<K> }, 'note' | 'contact' | 'reachable' | 'question' | 'reply'> = {
  note: ({ by, in: where, note, hoursAgo }, { as, spot, inMinutes }, once) =>
    as(by).ask(
      recordNote,
      { ...form, ...note, point: spot(where), observedAt: inMinutes(hoursAgo === undefined ? justNow : -60 * hoursAgo) },
      once,
    ),
  contact: ({ by, in: where, contact, hoursAgo = 0 }, { as, spot, inMinutes }, once) =>
    as(by).ask(recordDailyContact, { ...contact, place: { point: spot(where) }, at: inMinutes(-60 * hoursAgo + justNow) }, once),
  reachable: ({ by, phone }, { as }) =>
    as(by).ask(setReachability, { personId: by, hours: week, channels: [{ kind: 'phone', value: phone }], absences: [] }),
  question: ({ by, in: where, question, daysAgo }, { as, spot, inMinutes }, once) =>
    as(by).ask(recordCitizenContact, { ...question, point: spot(where), receivedAt: inMinutes(-days * daysAgo + justNow) }, once),
  reply: async ({ by, subject, answer, forResident }, { as }) => {
    const { contacts } = await as(by).ask(listCitizenContacts, {});
    const { contactId } = found(
      contacts.find((one) => one.subject === subject),
      subject,
    );
    return as(by).ask(answerCitizenContact, { contactId, answer, ...(forResident ? { forResident } : {}) });
  },
};

const interventie: Pick<{ [K in Happening['kind']]: Act<K> }, 'call' | 'answer' | 'told' | 'sent' | 'closed' | 'status' | 'verdict'> = {
  call: ({ in: where, call, minutesAgo = 1 }, { as, spot, inMinutes }, once) =>
    as('dispatcher-1').ask(registerCall, { ...call, point: spot(where), receivedAt: inMinutes(-minutesAgo) }, once),
  answer: async ({ summary, severity, response, told }, stage) => {
    const { callId, urgency, nature } = await callOf(stage, summary);
    await stage.as('dispatcher-1').ask(triageCall, { callId, severity, urgency, nature });
    return stage.as('dispatcher-1').ask(decideResponse, { callId, response, notice: noticeOf(stage, told) });
  },
  told: async ({ summary, told }, stage) => {
    const { callId } = await callOf(stage, summary);
    return stage.as('dispatcher-1').ask(informCaller, { callId, ...noticeOf(stage, told) });
  },
  sent: async ({ summary, unit }, stage) => {
    const { callId } = await callOf(stage, summary);
    return stage.as('dispatcher-1').ask(assignUnit, { callId, unitId: unit });
  },
  closed: async ({ summary }, stage) => {
    const { callId } = await callOf(stage, summary);
    return stage.as('dispatcher-1').ask(closeCall, { callId });
  },
  status: ({ unit, status, in: where }, { as, spot }) =>
    as('dispatcher-1').ask(setUnitStatus, { unitId: unit, status, point: spot(where) }),
  verdict: async ({ by, headline, verdict }, { as }) => {
    const { briefings } = await as(by).ask(listBriefings, { limit: 100 });
    const { itemId } = found(
      briefings.find((one) => one.headline === headline),
      headline,
    );
    return as(by).ask(rateItem, { itemId, verdict });
  },
};

/** How each kind of happening is asked of the public API, by whom it is. */
export const acts: { [K in Happening['kind']]: Act<K> } = {
  ...wijkwerking,
  ...interventie,
  nuisance: ({ by, in: where, nuisance }, { as, spot, inMinutes }, once) =>
    as(by).ask(reportNuisance, { ...nuisance, point: spot(where), observedAt: inMinutes(justNow) }, once),
  watch: ({ in: where, place }, { as, spot }, once) =>
    as('environment-1').ask(identifySensitivePoint, { ...place, point: spot(where) }, once),
  look: async ({ by, label }, { as }) => {
    const { points } = await as(by).ask(listSensitivePoints, {});
    const { pointId } = found(
      points.find((one) => one.label === label),
      label,
    );
    return as(by).ask(verifySensitivePoint, { pointId, stillThere: true });
  },
  mediation: ({ by, request }, { as }, once) => as(by).ask(requestMediation, request, once),
  settled: async ({ description, status, success }, { as }) => {
    const { requests } = await as('mediator-1').ask(listMediationRequests, { limit: 100 });
    const { requestId } = found(
      requests.find((one) => one.description === description),
      description,
    );
    return as('mediator-1').ask(settleMediationRequest, { requestId, status, ...(success === undefined ? {} : { success }) });
  },
  follow: ({ by, subscription }, { as }, once) => as(by).ask(subscribe, subscription, once),
  accept: async ({ by, headline }, stage) => {
    const itemId = await newEntry(stage, by, headline);
    return itemId && stage.as(by).ask(acceptItem, { itemId });
  },
  return: async ({ by, headline, reason, remark }, stage) => {
    const itemId = await newEntry(stage, by, headline);
    return itemId && stage.as(by).ask(returnItem, { itemId, reason, ...(remark === undefined ? {} : { remark }) });
  },
  'stand-in': ({ personId, displayName, themes, days: count }, { as, inMinutes }, once) =>
    as('chief-1').ask(
      assign,
      { personId, displayName, role: 'investigator', themes, from: inMinutes(0), until: inMinutes(days * count) },
      once,
    ),
};
