import type { RequestOf, recordNote, registerCall, reportNuisance, requestMediation, unitStatuses } from '@spil/contracts';

type Note = Pick<RequestOf<typeof recordNote>, 'theme' | 'topic' | 'headline' | 'fact' | 'howKnown'> &
  Partial<Pick<RequestOf<typeof recordNote>, 'handling' | 'safetyLine' | 'assessment' | 'evaluation'>>;
type Call = Pick<RequestOf<typeof registerCall>, 'nature' | 'urgency' | 'summary'>;
type Nuisance = Pick<RequestOf<typeof reportNuisance>, 'category' | 'polluterType' | 'description'>;

/** One thing that happens in the made-up evening; `where` is a wijk by its place in the list and a spot in it. */
export type Happening =
  | { kind: 'note'; by: 'inspector-1' | 'inspector-2'; where: number; note: Note }
  | { kind: 'call'; where: number; call: Call }
  | { kind: 'nuisance'; where: number; nuisance: Nuisance }
  | { kind: 'mediation'; request: RequestOf<typeof requestMediation> }
  | { kind: 'status'; unit: 'combi-noord' | 'combi-zuid'; status: (typeof unitStatuses)[number]; where: number }
  | { kind: 'triage'; by: 'investigator-1' | 'investigator-2'; decision: 'accept' | 'knownAlready' };

const [ina, ivo] = ['inspector-1', 'inspector-2'] as const;
const note = (by: typeof ina | typeof ivo, where: number, it: Note): Happening => ({ kind: 'note', by, where, note: it });
const call = (where: number, it: Call): Happening => ({ kind: 'call', where, call: it });
const nuisance = (where: number, it: Nuisance): Happening => ({ kind: 'nuisance', where, nuisance: it });
const mediation = (request: RequestOf<typeof requestMediation>): Happening => ({ kind: 'mediation', request });
const status = (unit: 'combi-noord' | 'combi-zuid', to: (typeof unitStatuses)[number], where: number): Happening => ({
  ...{ kind: 'status', unit, status: to, where },
});
const triage = (by: 'investigator-1' | 'investigator-2', decision: 'accept' | 'knownAlready'): Happening => ({
  ...{ kind: 'triage', by, decision },
});

/**
 * An evening in Spilbeek and Kouterhove that never was: no place, person or event in it is real, and every text begins by saying
 * so. It lets each page show life while somebody looks around.
 */
export const evening: readonly Happening[] = [
  note(ina, 0, {
    ...{ theme: 'drugs', topic: 'localCrime', howKnown: 'resident', headline: 'Verzonnen: handel aan de fietsenstalling' },
    fact: 'Verzonnen: twee bewoners zagen rond 21 uur pakjes van hand tot hand gaan aan de fietsenstalling van het station.',
  }),
  note(ivo, 9, {
    ...{ theme: 'burglary', topic: 'localCrime', howKnown: 'ownObservation', headline: 'Verzonnen: tuinpoortjes opengezet' },
    fact: 'Verzonnen: in drie opeenvolgende tuinen stond het poortje open, bij twee lag er een krijtstreep op de paal.',
    assessment: 'Verzonnen: past bij een verkenning voor een inbraak.',
  }),
  call(1, { nature: 'noise', urgency: 'notUrgent', summary: 'Verzonnen: luide muziek op het plein, groep van een tiental jongeren' }),
  status('combi-noord', 'enRoute', 1),
  nuisance(5, { category: 'illegal-dumping', polluterType: 'INDIVIDUAL', description: 'Verzonnen: zakken naast de glasbol' }),
  triage('investigator-1', 'accept'),
  note(ina, 2, {
    ...{ theme: 'violence', topic: 'particularity', howKnown: 'resident', headline: 'Verzonnen: bewoner dreigt met stok' },
    ...{ handling: 'H1', safetyLine: 'Verzonnen: met twee aan de deur gaan', evaluation: { source: 'B', information: 2 } },
    fact: 'Verzonnen: een buur meldt dat een bewoner met een stok zwaaide toen men over het lawaai begon.',
  }),
  status('combi-noord', 'onScene', 1),
  mediation({
    ...{ origin: 'CITIZEN', disputeType: 'noise' },
    description: 'Verzonnen: twee buren geraken het niet eens over de uren waarop er getimmerd wordt.',
  }),
  note(ivo, 8, {
    ...{ theme: 'traffic', topic: 'traffic', howKnown: 'ownObservation', headline: 'Verzonnen: sluipverkeer langs de school' },
    fact: 'Verzonnen: tussen 16 en 17 uur telden we dertig wagens die de straat langs de school gebruikten.',
  }),
  call(10, { nature: 'theft', urgency: 'urgent', summary: 'Verzonnen: iemand voelt aan deuren van geparkeerde wagens' }),
  status('combi-zuid', 'enRoute', 10),
  note(ina, 3, {
    ...{ theme: 'vandalism', topic: 'publicDomain', howKnown: 'colleague', headline: 'Verzonnen: bushokje ingeslagen' },
    fact: 'Verzonnen: het glas van het bushokje aan het station ligt op de stoep; gemeld aan de stadsdiensten.',
  }),
  triage('investigator-2', 'knownAlready'),
  status('combi-noord', 'available', 1),
  nuisance(11, { category: 'smell', polluterType: 'COMPANY', description: 'Verzonnen: geur van oplosmiddel na 20 uur' }),
  status('combi-zuid', 'onScene', 10),
  note(ivo, 7, {
    ...{ theme: 'noise', topic: 'socialProblem', howKnown: 'resident', headline: 'Verzonnen: nachtelijk lawaai aan de kanaalkom' },
    fact: 'Verzonnen: drie bewoners klagen over wagens met open deuren en luide muziek, telkens na 23 uur.',
  }),
  mediation({
    ...{ origin: 'POLICE_SERVICE', disputeType: 'boundary' },
    description: 'Verzonnen: een haag op de grens van twee tuinen; beide partijen willen praten.',
  }),
  call(4, { nature: 'accident', urgency: 'urgent', summary: 'Verzonnen: fietser gevallen, ambulance is verwittigd' }),
  status('combi-zuid', 'available', 10),
  status('combi-noord', 'enRoute', 4),
  triage('investigator-1', 'accept'),
  status('combi-noord', 'onScene', 4),
  status('combi-noord', 'available', 4),
];
