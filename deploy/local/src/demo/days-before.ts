import { call, contact, later, note, question, status, type Happening } from './happenings';

/** Named again later on, or by the evening: what follows finds it by these words. */
export const spoken = {
  visits: 'Verzonnen: korte bezoeken aan één adres',
  bicycles: 'Verzonnen: fietsen gestolen aan de sporthal',
  rubble: 'Verzonnen: bouwafval langs de beek',
  garden: 'Verzonnen: luide muziek in een achtertuin',
  hedge: 'Verzonnen: een haag op de grens van twee tuinen; beide partijen willen praten.',
  gas: 'Verzonnen: gasflessen op de binnenplaats',
  playStreet: 'Verzonnen: mag de buurt de straat afsluiten om er te spelen?',
} as const;

const feltInGasthuiswijk = (['safe', 'uneasy', 'safe', 'safe', 'uneasy', 'safe'] as const).map((feeling, n) =>
  contact(['Gasthuiswijk', n], feeling, 3 + n * 7, n === 2 ? 'door' : 'street'),
);
/** Always about this hour, so that Morgen can say when it mostly happens. */
const feltInStationsbuurt = (['unsafe', 'uneasy', 'safe', 'unsafe', 'uneasy', 'uneasy', 'safe'] as const).map((feeling, n) =>
  contact(['Stationsbuurt', n], feeling, n * 24, n === 5 ? 'meeting' : 'street'),
);
const feltInMarktwijk = (['safe', 'safe', 'uneasy', 'safe', 'safe'] as const).map((feeling, n) =>
  contact(['Marktwijk', n], feeling, 4 + n * 11),
);
/** Too few for a share to be shown. */
const feltInKouterhove = (['safe', 'uneasy'] as const).map((feeling, n) => contact(['Kouterhove Dorp', n], feeling, 26 + n, 'school'));

/** Seen lately, or a while ago; the wijken that are not here were not seen at all. */
const seenElsewhere = [
  contact(['Oude Vesten'], 'safe', 50),
  contact(['Kanaalkom'], 'uneasy', 75, 'door'),
  contact(['Ekkerveld'], 'safe', 100),
  contact(['Zonnebloem'], 'safe', 24 * 9, 'school'),
  contact(['Lindenhof'], 'safe', 24 * 16),
];

const residents: readonly Happening[] = [
  { kind: 'reachable', by: 'inspector-1', phone: '02 000 00 01' },
  { kind: 'reachable', by: 'inspector-2', phone: '02 000 00 02' },
  question(
    ['Kouterhove Dorp'],
    {
      ...{ channel: 'phone', kind: 'question', subject: 'Verzonnen: wanneer wordt de straatlamp aan de school hersteld?' },
      asker: { name: 'Verzonnen bewoner', reach: '0470 00 00 00' },
    },
    0.2,
  ),
  // A complaint is owed an answer within thirty days: this one is late.
  question(['Gasthuiswijk'], { channel: 'desk', kind: 'complaint', subject: 'Verzonnen: elke nacht lawaai van vrachtwagens.' }, 33),
  // A request within ten: by tomorrow.
  question(
    ['Stationsbuurt'],
    { channel: 'email', kind: 'request', subject: 'Verzonnen: kan er toezicht komen aan de fietsenstalling van het station?' },
    9,
  ),
  question(['Ekkerveld'], { channel: 'visit', kind: 'question', subject: spoken.playStreet }, 2),
  {
    ...{ kind: 'reply', by: 'inspector-1', subject: spoken.playStreet, forResident: true },
    answer: 'Verzonnen: dat kan met een toelating van de gemeente. We gaven de aanvraag door.',
  },
];

const desks: readonly Happening[] = [
  { kind: 'watch', in: ['Gasthuiswijk'], place: { category: 'dumping-spot', label: 'Verzonnen: sluikstort aan de glasbollen' } },
  {
    ...{ kind: 'watch', in: ['Lindenhof'] },
    place: { category: 'hazardous-storage', label: spoken.gas, safetyLine: 'Verzonnen: niet roken op de binnenplaats' },
  },
  {
    ...{ kind: 'nuisance', by: 'inspector-1', in: ['Gasthuiswijk'] },
    nuisance: {
      category: 'illegal-dumping',
      polluterType: 'INDIVIDUAL',
      description: 'Verzonnen: zakken en een matras naast de glasbollen',
    },
  },
  { kind: 'mediation', by: 'inspector-1', request: { origin: 'POLICE_SERVICE', disputeType: 'boundary', description: spoken.hedge } },
  { kind: 'settled', description: spoken.hedge, status: 'accepted' },
  {
    ...{ kind: 'mediation', by: 'chief-1' },
    request: {
      ...{ origin: 'PARTNER', disputeType: 'parking' },
      description: 'Verzonnen: een huisvestingsmaatschappij vraagt hulp bij een ruzie over parkeerplaatsen.',
    },
  },
  call(['Kouterhove Dorp'], { nature: 'noise', urgency: 'notUrgent', summary: spoken.garden }, 25),
  later(spoken.garden, { motive: 'moreUrgentFirst', inMinutes: 14 }),
  status('combi-noord', 'available', ['Molenberg']),
  status('combi-zuid', 'available', ['Marktwijk']),
  { kind: 'stand-in', personId: 'investigator-2', displayName: 'Rob Demo', themes: ['noise'], days: 4 },
];

const notes: readonly Happening[] = [
  note(
    ['Gasthuiswijk'],
    {
      ...{ theme: 'drugs', topic: 'localCrime', howKnown: 'resident', headline: spoken.visits },
      evaluation: { source: 'B', information: 2 },
      fact: 'Verzonnen: een bewoner telde op één avond elf bezoeken van enkele minuten aan dezelfde voordeur.',
      assessment: 'Verzonnen: vermoedelijk verkoop aan huis.',
    },
    20,
  ),
  note(
    ['Lindenhof'],
    {
      ...{
        theme: 'theft',
        topic: 'localCrime',
        howKnown: 'partner',
        headline: spoken.bicycles,
        evaluation: { source: 'B', information: 3 },
      },
      fact: 'Verzonnen: de uitbater van de sporthal telde in twee weken zes gestolen fietsen.',
      safetyLine: 'Verzonnen: losse hond achter de sporthal',
    },
    28,
  ),
  note(
    ['Ekkerveld', 1],
    {
      ...{ theme: 'burglary', topic: 'localCrime', howKnown: 'resident', headline: 'Verzonnen: bestelwagen rijdt telkens traag voorbij' },
      ...{ evaluation: { source: 'C', information: 3 }, placeDescription: 'Verzonnen: tussen de kapel en de bushalte' },
      fact: 'Verzonnen: een bewoner zag op drie namiddagen dezelfde witte bestelwagen stapvoets door de straat rijden.',
    },
    49,
  ),
  note(
    ['Broekzijde'],
    {
      ...{ theme: 'illegalDumping', topic: 'publicDomain', howKnown: 'ownObservation', headline: spoken.rubble },
      fact: 'Verzonnen: drie hopen bouwafval op de oever, met verse bandensporen ernaast.',
    },
    5,
  ),
  note(
    ['Marktwijk'],
    {
      ...{ theme: 'vandalism', topic: 'publicDomain', howKnown: 'colleague', headline: 'Verzonnen: bloembakken op de markt omgegooid' },
      fact: 'Verzonnen: vier bloembakken lagen omver; een gemeenschapswacht merkte het op.',
    },
    11,
  ),
  {
    ...{ kind: 'note', by: 'chief-1', in: ['Marktwijk', 1], hoursAgo: 30 },
    note: {
      ...{ theme: 'activity', topic: 'neighbourhoodActivity', howKnown: 'partner', headline: 'Verzonnen: buurtfeest op het plein' },
      fact: 'Verzonnen: het buurtcomité verwacht zaterdag tweehonderd bewoners op het plein.',
    },
  },
];

/**
 * What happened in the made-up zone before the evening begins, so that no page is empty in the first minute. Who follows what
 * comes first and the notes last: a new subscription holds from the next second on.
 */
export const daysBefore: readonly Happening[] = [
  {
    ...{ kind: 'follow', by: 'investigator-1' },
    subscription: {
      name: 'Verzonnen: drugs, inbraak, diefstal en geweld',
      criteria: { themes: ['drugs', 'burglary', 'theft', 'violence'] },
    },
  },
  {
    ...{ kind: 'follow', by: 'investigator-2' },
    subscription: { name: 'Verzonnen: verkeer en vandalisme', criteria: { themes: ['traffic', 'vandalism'] } },
  },
  ...residents,
  ...desks,
  ...feltInGasthuiswijk,
  ...feltInStationsbuurt,
  ...feltInMarktwijk,
  ...feltInKouterhove,
  ...seenElsewhere,
  ...notes,
];
