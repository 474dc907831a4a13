import { spoken } from './days-before';
import { atOnce, call, contact, later, note, question, status, type Happening } from './happenings';

const tonight = {
  square: 'Verzonnen: luide muziek op het plein, groep van een tiental jongeren',
  cars: 'Verzonnen: iemand voelt aan deuren van geparkeerde wagens',
  cyclist: 'Verzonnen: fietser gevallen, ambulance is verwittigd',
  gates: 'Verzonnen: tuinpoortjes opengezet',
  ratRun: 'Verzonnen: sluipverkeer langs de school',
  lighting: 'Verzonnen: kan de verlichting aan het perron langer branden?',
} as const;

const firstHalf: readonly Happening[] = [
  { kind: 'accept', by: 'investigator-1', headline: spoken.visits },
  call(['Oude Vesten'], { nature: 'noise', urgency: 'notUrgent', summary: tonight.square }),
  later(tonight.square, { motive: 'moreUrgentFirst', inMinutes: 30 }),
  {
    ...{ kind: 'return', by: 'investigator-1', headline: spoken.bicycles, reason: 'needsMore' },
    remark: 'Verzonnen: welke dagen, en zijn er beelden van de fietsenstalling?',
  },
  note(['Stationsbuurt'], {
    ...{ theme: 'drugs', topic: 'localCrime', howKnown: 'resident', headline: 'Verzonnen: handel aan de fietsenstalling' },
    fact: 'Verzonnen: twee bewoners zagen rond 21 uur pakjes van hand tot hand gaan aan de fietsenstalling van het station.',
  }),
  contact(['Stationsbuurt', 7], 'unsafe'),
  call(['Lindenhof'], { nature: 'theft', urgency: 'urgent', summary: tonight.cars }),
  atOnce(tonight.cars),
  { kind: 'sent', summary: tonight.cars, unit: 'combi-noord' },
  status('combi-noord', 'enRoute', ['Ekkerveld']),
  note(['Ekkerveld'], {
    ...{ theme: 'burglary', topic: 'localCrime', howKnown: 'ownObservation', headline: tonight.gates },
    fact: 'Verzonnen: in drie opeenvolgende tuinen stond het poortje open, bij twee lag er een krijtstreep op de paal.',
    assessment: 'Verzonnen: past bij een verkenning voor een inbraak.',
  }),
  status('combi-noord', 'onScene', ['Lindenhof']),
  { kind: 'verdict', by: 'crew-1', headline: spoken.visits, verdict: 'useful' },
  { kind: 'settled', description: spoken.hedge, status: 'closed', success: true },
  note(['Marktwijk'], {
    ...{ theme: 'violence', topic: 'particularity', howKnown: 'resident', headline: 'Verzonnen: bewoner dreigt met stok' },
    ...{ handling: 'H1', safetyLine: 'Verzonnen: met twee aan de deur gaan', evaluation: { source: 'B', information: 2 } },
    fact: 'Verzonnen: een buur meldt dat een bewoner met een stok zwaaide toen men over het lawaai begon.',
  }),
  {
    ...{ kind: 'told', summary: spoken.garden },
    told: { motive: 'noUnitFree', inMinutes: 40, words: 'Verzonnen: de ploeg staat nog bij een andere oproep.' },
  },
  { kind: 'accept', by: 'environment-1', headline: spoken.rubble },
  status('combi-noord', 'available', ['Lindenhof']),
  { kind: 'closed', summary: tonight.cars },
  question(['Stationsbuurt'], { channel: 'desk', kind: 'question', subject: tonight.lighting }),
];

const secondHalf: readonly Happening[] = [
  note(['Kouterhove Dorp'], {
    ...{ theme: 'traffic', topic: 'traffic', howKnown: 'ownObservation', headline: tonight.ratRun },
    fact: 'Verzonnen: tussen 16 en 17 uur telden we dertig wagens die de straat langs de school gebruikten.',
  }),
  { kind: 'look', by: 'inspector-1', label: spoken.gas },
  note(['Stationsbuurt', 1], {
    ...{ theme: 'vandalism', topic: 'publicDomain', howKnown: 'colleague', headline: 'Verzonnen: bushokje ingeslagen' },
    fact: 'Verzonnen: het glas van het bushokje aan het station ligt op de stoep; gemeld aan de stadsdiensten.',
  }),
  { kind: 'return', by: 'investigator-2', headline: tonight.ratRun, reason: 'knownAlready' },
  {
    ...{ kind: 'reply', by: 'inspector-2', subject: tonight.lighting, forResident: true },
    answer: 'Verzonnen: we gaven de vraag door aan de gemeente, die het perron verlicht.',
  },
  { kind: 'sent', summary: tonight.square, unit: 'combi-zuid' },
  status('combi-zuid', 'enRoute', ['Marktwijk']),
  {
    ...{ kind: 'nuisance', by: 'environment-1', in: ['Broekzijde', 1] },
    nuisance: { category: 'smell', polluterType: 'COMPANY', description: 'Verzonnen: geur van oplosmiddel na 20 uur' },
  },
  status('combi-zuid', 'onScene', ['Oude Vesten']),
  note(['Kanaalkom'], {
    ...{ theme: 'noise', topic: 'socialProblem', howKnown: 'resident', headline: 'Verzonnen: nachtelijk lawaai aan de kanaalkom' },
    fact: 'Verzonnen: drie bewoners klagen over wagens met open deuren en luide muziek, telkens na 23 uur.',
  }),
  contact(['Oude Vesten', 1], 'uneasy', 0, 'door'),
  {
    ...{ kind: 'mediation', by: 'mediator-1' },
    request: {
      ...{ origin: 'CITIZEN', disputeType: 'noise' },
      description: 'Verzonnen: twee buren geraken het niet eens over de uren waarop er getimmerd wordt.',
    },
  },
  status('combi-zuid', 'available', ['Oude Vesten']),
  { kind: 'closed', summary: tonight.square },
  call(['Molenberg'], { nature: 'accident', urgency: 'urgent', summary: tonight.cyclist }),
  atOnce(tonight.cyclist),
  { kind: 'sent', summary: tonight.cyclist, unit: 'combi-noord' },
  status('combi-noord', 'enRoute', ['Gasthuiswijk']),
  { kind: 'accept', by: 'investigator-1', headline: tonight.gates },
  status('combi-noord', 'onScene', ['Molenberg']),
  contact(['Molenberg'], 'safe'),
  status('combi-noord', 'available', ['Molenberg']),
  { kind: 'closed', summary: tonight.cyclist },
];

/**
 * An evening in Spilbeek and Kouterhove that never was: no place, person or event in it is real, and every text begins by saying
 * so. It lets each page show life while somebody looks around.
 */
export const evening: readonly Happening[] = [...firstHalf, ...secondHalf];
