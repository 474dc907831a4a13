import {
  listAssignments,
  listBriefings,
  listCalls,
  listCitizenContacts,
  listInbox,
  listMediationRequests,
  listMyNotes,
  listNuisances,
  listPromises,
  listReferralAnswers,
  listSensitivePoints,
  listSubscriptions,
  proposePresence,
  readFeelings,
  type PresenceReason,
} from '@spil/contracts';
import { Api, type Suite } from '../suite';

type Question = (as: (person: string) => Api) => Promise<boolean>;

/** What each page asks, and what must be in the answer for it to have life. */
const pages: Record<string, Question> = {
  'Vandaag, Mijn meldingen': async (as) => {
    const { notes } = await as('inspector-1').ask(listMyNotes, { limit: 100 });
    const last = notes.map(({ steps }) => steps.at(-1)?.step);
    return last.includes('accepted') && last.includes('returned');
  },
  'Vandaag of the team chief: how safe people feel': async (as) => {
    const { wijken } = await as('chief-1').ask(readFeelings, {});
    return wijken.filter(({ now }) => now.feelings !== undefined).length >= 2;
  },
  'Vandaag of the team chief: assignments that end': async (as) => {
    const { assignments } = await as('chief-1').ask(listAssignments, {});
    return assignments.some(({ until }) => until !== undefined && Date.parse(until) < Date.now() + 7 * 86_400_000);
  },
  Morgen: async (as) => {
    const { wijken } = await as('chief-1').ask(proposePresence, {});
    const reasons = wijken.flatMap((one) => one.reasons.map(({ reason }) => reason));
    const wanted: PresenceReason[] = ['answerOverdue', 'answerDue', 'feltUnsafe', 'nuisance', 'notSeen'];
    return wanted.every((reason) => reasons.includes(reason));
  },
  Vragen: async (as) => {
    const { contacts } = await as('inspector-1').ask(listCitizenContacts, { status: 'open' });
    const late = contacts.filter(({ dueAt }) => Date.parse(dueAt) < Date.now());
    return late.length > 0 && late.length < contacts.length;
  },
  'Vragen: answered': async (as) => (await as('inspector-1').ask(listCitizenContacts, { status: 'answered' })).contacts.length > 0,
  'Vragen of the south': async (as) => (await as('inspector-2').ask(listCitizenContacts, { status: 'open' })).contacts.length > 0,
  Oproepen: async (as) => {
    const { calls } = await as('dispatcher-1').ask(listCalls, {});
    return calls.some(({ units }) => units.length > 0) && calls.some(({ closedAt }) => closedAt !== undefined);
  },
  'Oproepen: promises': async (as) => (await as('dispatcher-1').ask(listPromises, {})).calls.some(({ notices = [] }) => notices.length > 1),
  'Live of the north': async (as) => (await as('crew-1').ask(listBriefings, {})).briefings.length > 0,
  'Live of the south': async (as) => (await as('crew-2').ask(listBriefings, {})).briefings.length > 0,
  'Opsporing, three desks': async (as) => {
    const desks = ['investigator-1', 'investigator-2', 'environment-1'];
    const inboxes = await Promise.all(desks.map((person) => as(person).ask(listInbox, {})));
    return inboxes.every(({ entries }) => entries.some(({ status }) => status !== 'new'));
  },
  'Wat ik volg': async (as) => (await as('investigator-1').ask(listSubscriptions, {})).subscriptions.length > 0,
  'Milieu: nuisance': async (as) => (await as('environment-1').ask(listNuisances, {})).nuisances.length > 1,
  'Milieu: sensitive points': async (as) => (await as('inspector-1').ask(listSensitivePoints, {})).points.length > 1,
  Bemiddeling: async (as) => {
    const { requests } = await as('mediator-1').ask(listMediationRequests, {});
    return requests.some(({ status }) => status === 'received') && requests.some(({ success }) => success === true);
  },
  'Bemiddeling: what came of it': async (as) => (await as('inspector-1').ask(listReferralAnswers, {})).answers.length > 0,
};

/** Pages that would stand empty, by name. */
export async function emptyPages(suite: Suite): Promise<string[]> {
  const as = (person: string): Api => new Api(suite, person);
  const filled = await Promise.all(Object.entries(pages).map(async ([name, question]) => ((await question(as)) ? [] : [name])));
  return filled.flat();
}
