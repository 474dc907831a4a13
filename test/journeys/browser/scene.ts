import {
  acceptItem,
  identifySensitivePoint,
  listInbox,
  listMyNotes,
  listMediationRequests,
  listSubscriptions,
  listUnits,
  recordCitizenContact,
  recordNote,
  registerCall,
  reportNuisance,
  requestMediation,
  returnItem,
  rateItem,
  setReachability,
  setUnitStatus,
  subscribe,
  type NoteForm,
} from '@spil/contracts';
import { Api, aNote, places, waitFor, type Suite } from '../suite';

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** A day's work in the zone, all made up, so that no page stands empty. May run again: it then finds its work done. */
export async function fillZone(suite: Suite): Promise<void> {
  const where = await places(suite);
  const run = Date.now();
  const by = (person: string) => new Api(suite, person);
  await followThemes(suite);
  const told = await by('inspector-1').ask(listMyNotes, { limit: 100 });
  if (told.notes.some(({ headline }) => headline === lastHeadline)) return;
  const near = (index: number): [number, number] => [where.noord[0] + index * 0.0006, where.noord[1] + (index % 3) * 0.0005];
  const noteIds: string[] = [];
  for (const [index, parts] of notes.entries()) {
    const { noteId } = await by('inspector-1').ask(recordNote, aNote(near(index), parts()), {
      idempotencyKey: `scene-note-${index}-${run}`,
    });
    noteIds.push(noteId);
  }
  await by('dispatcher-1').ask(
    registerCall,
    {
      point: near(2),
      address: 'Vlasmarkt 4, Spilbeek',
      nature: 'fight',
      urgency: 'urgent',
      summary: 'Twee mannen slaan elkaar voor het café.',
      receivedAt: minutesAgo(4),
    },
    { idempotencyKey: `scene-call-1-${run}` },
  );
  await by('dispatcher-1').ask(
    registerCall,
    {
      point: near(4),
      address: 'Ankerstraat 7, Spilbeek',
      nature: 'noise',
      urgency: 'notUrgent',
      summary: 'Luide muziek op de derde verdieping.',
      receivedAt: minutesAgo(22),
    },
    { idempotencyKey: `scene-call-2-${run}` },
  );
  await by('inspector-1').ask(
    reportNuisance,
    {
      point: near(1),
      category: 'illegal-dumping',
      polluterType: 'INDIVIDUAL',
      description: 'Zes zakken naast de glasbol.',
      observedAt: minutesAgo(90),
    },
    { idempotencyKey: `scene-nuisance-1-${run}` },
  );
  if ((await by('mediator-1').ask(listMediationRequests, { limit: 1 })).requests.length === 0) {
    await by('inspector-1').ask(
      requestMediation,
      {
        origin: 'CITIZEN',
        disputeType: 'noise',
        description: 'Twee buren zijn het oneens over de uren waarop er gedrumd wordt.',
        parties: [{ name: 'Partij Een' }, { name: 'Partij Twee' }],
      },
      { idempotencyKey: `scene-mediation-1-${run}` },
    );
  }
  await askQuestions(suite, near(2), run);
  await watchPlace(suite, near(2), run);
  await showUnits(suite, { noord: near(3), zuid: where.zuid });
  await settleSome(suite, noteIds);
}

/** A place the environment service watches, near the calls. */
async function watchPlace(suite: Suite, point: [number, number], run: number): Promise<void> {
  const place = {
    point,
    category: 'hazardous-storage',
    label: 'Gasflessen op de binnenplaats',
    safetyLine: 'Niet roken op de binnenplaats',
  } as const;
  await new Api(suite, 'environment-1').ask(identifySensitivePoint, place, { idempotencyKey: `scene-point-1-${run}` });
}

/** What residents ask: one with somebody to answer to, one that waits too long. */
async function askQuestions(suite: Suite, point: [number, number], run: number): Promise<void> {
  const by = new Api(suite, 'inspector-1');
  const week = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '12:00' }));
  const channels = [{ kind: 'phone' as const, value: '02 000 00 01' }];
  await by.ask(setReachability, { personId: 'inspector-1', hours: week, channels, absences: [] });
  const question = { point, channel: 'phone', kind: 'question', subject: 'Wanneer wordt de straatlamp aan de school hersteld?' } as const;
  const asker = { name: 'Bewoner Verzonnen', reach: '0470 00 00 00' };
  await by.ask(recordCitizenContact, { ...question, asker, receivedAt: minutesAgo(200) }, { idempotencyKey: `scene-contact-1-${run}` });
  const late = { ...question, channel: 'desk', kind: 'complaint', subject: 'Elke nacht lawaai van de vrachtwagens.' } as const;
  await by.ask(recordCitizenContact, { ...late, receivedAt: minutesAgo(60 * 24 * 31) }, { idempotencyKey: `scene-contact-2-${run}` });
}

/** Each unit says where it is, so that the map has them. */
async function showUnits(suite: Suite, at: Record<'noord' | 'zuid', [number, number]>): Promise<void> {
  const { units } = await new Api(suite, 'dispatcher-1').ask(listUnits, {});
  for (const { unitId, team, status } of units) {
    const point = at[team as 'noord' | 'zuid'];
    if (point) await new Api(suite, 'dispatcher-1').ask(setUnitStatus, { unitId, status, point });
  }
}

async function followThemes(suite: Suite): Promise<void> {
  const api = new Api(suite, 'investigator-1');
  const { subscriptions } = await api.ask(listSubscriptions, {});
  if (subscriptions.some(({ name }) => name === 'Drugs en inbraak in noord')) return;
  await api.ask(
    subscribe,
    { name: 'Drugs en inbraak in noord', criteria: { themes: ['drugs', 'burglary', 'theft', 'violence'] } },
    { idempotencyKey: 'scene-follow-1' },
  );
}

/** The desk's answers, so that the author sees where a note went. */
async function settleSome(suite: Suite, noteIds: readonly string[]): Promise<void> {
  const api = new Api(suite, 'investigator-1');
  const itemOf = (noteId: string | undefined) =>
    waitFor(async () => (await api.ask(listInbox, { limit: 100 })).entries.find((entry) => entry.noteId === noteId), 10_000);
  const [accepted, returned] = [await itemOf(noteIds[0]), await itemOf(noteIds[1])];
  if (accepted.status === 'new') await api.ask(acceptItem, { itemId: accepted.itemId });
  await api.ask(rateItem, { itemId: accepted.itemId, verdict: 'useful' });
  if (returned.status === 'new') await api.ask(returnItem, { itemId: returned.itemId, reason: 'knownAlready' });
}

const lastHeadline = 'Bron wil niet genoemd worden: koerier met zwarte rugzak';
const notes: (() => Partial<NoteForm>)[] = [
  () => ({
    theme: 'drugs',
    headline: 'Dealen aan het fietsenhok, elke avond rond 21 uur',
    fact: 'Twee bewoners zagen op drie avonden kleine pakjes van hand wisselen aan het fietsenhok.',
    assessment: 'Vermoedelijk vaste afnemers uit de buurt.',
    placeDescription: 'achter het station',
    observedAt: minutesAgo(130),
  }),
  () => ({
    theme: 'burglary',
    headline: 'Verdachte bestelwagen rijdt traag door de straat',
    fact: 'Een witte bestelwagen reed vier keer traag voorbij.',
    observedAt: minutesAgo(60 * 26),
    evaluation: { source: 'X', information: 4 },
  }),
  () => ({
    theme: 'violence',
    headline: 'Ruzie in het gezin loopt op, al twee keer geroep gehoord',
    fact: 'De buurvrouw hoorde twee avonden na elkaar geroep en gestommel.',
    safetyLine: 'Losse hond op het erf, bijt',
    observedAt: minutesAgo(45),
  }),
  () => ({
    theme: 'theft',
    howKnown: 'partner',
    headline: 'Reeks fietsdiefstallen aan de sporthal',
    fact: 'De uitbater telde zes gestolen fietsen in twee weken.',
    observedAt: minutesAgo(60 * 24 * 9),
    evaluation: { source: 'B', information: 3 },
  }),
  () => ({
    theme: 'noise',
    topic: 'socialProblem',
    headline: 'Klachten over nachtlawaai op het plein',
    fact: 'Vijf bewoners klagen over muziek na middernacht.',
    observedAt: minutesAgo(300),
  }),
  () => ({
    theme: 'drugs',
    handling: 'H2',
    headline: lastHeadline,
    fact: 'Een koerier levert telkens op vrijdag.',
    safetyLine: 'Koerier draagt mogelijk een mes',
    observedAt: minutesAgo(15),
  }),
];
