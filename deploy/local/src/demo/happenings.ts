import type {
  answerCitizenContact,
  decideResponse,
  identifySensitivePoint,
  noticeMotives,
  recordCitizenContact,
  recordDailyContact,
  recordNote,
  registerCall,
  reportNuisance,
  RequestOf,
  requestMediation,
  returnItem,
  settleMediationRequest,
  subscribe,
  Theme,
  triageCall,
  unitStatuses,
  verdicts,
} from '@spil/contracts';

type Inspector = 'inspector-1' | 'inspector-2';
type Desk = 'investigator-1' | 'investigator-2' | 'environment-1';
export type Unit = 'combi-noord' | 'combi-zuid';

export type Note = Pick<RequestOf<typeof recordNote>, 'theme' | 'topic' | 'headline' | 'fact' | 'howKnown'> &
  Partial<Pick<RequestOf<typeof recordNote>, 'handling' | 'safetyLine' | 'assessment' | 'evaluation' | 'placeDescription'>>;
export type Call = Pick<RequestOf<typeof registerCall>, 'nature' | 'urgency' | 'summary'>;
type Question = Pick<RequestOf<typeof recordCitizenContact>, 'channel' | 'kind' | 'subject' | 'asker'>;
type Contact = Pick<RequestOf<typeof recordDailyContact>, 'channel' | 'feeling'>;

/** What a caller is told: why, and in how many minutes from now. */
export interface Told {
  motive: (typeof noticeMotives)[number];
  inMinutes: number;
  words?: string;
}

/**
 * One thing that happens in the made-up zone. `in` is a wijk by its name, with a spot in it: what happens on the same spot lies
 * together. What follows on something earlier names it by its text: no id is known beforehand.
 */
export type Happening =
  | { kind: 'note'; by: Inspector | 'chief-1'; in: Spot; note: Note; hoursAgo?: number }
  | { kind: 'contact'; by: Inspector; in: Spot; contact: Contact; hoursAgo?: number }
  | { kind: 'reachable'; by: Inspector; phone: string }
  | { kind: 'question'; by: Inspector; in: Spot; question: Question; daysAgo: number }
  | ({ kind: 'reply'; by: Inspector; subject: string } & Pick<RequestOf<typeof answerCitizenContact>, 'answer' | 'forResident'>)
  | { kind: 'call'; in: Spot; call: Call; minutesAgo?: number }
  | ({ kind: 'answer'; summary: string; told: Told } & Pick<RequestOf<typeof triageCall>, 'severity'> &
      Pick<RequestOf<typeof decideResponse>, 'response'>)
  | { kind: 'told'; summary: string; told: Told }
  | { kind: 'sent'; summary: string; unit: Unit }
  | { kind: 'closed'; summary: string }
  | { kind: 'status'; unit: Unit; status: (typeof unitStatuses)[number]; in: Spot }
  | {
      kind: 'nuisance';
      by: Inspector | 'environment-1';
      in: Spot;
      nuisance: Pick<RequestOf<typeof reportNuisance>, 'category' | 'polluterType' | 'description'>;
    }
  | { kind: 'watch'; in: Spot; place: Pick<RequestOf<typeof identifySensitivePoint>, 'category' | 'label' | 'safetyLine'> }
  | { kind: 'look'; by: Inspector; label: string }
  | { kind: 'mediation'; by: Inspector | 'chief-1' | 'mediator-1'; request: RequestOf<typeof requestMediation> }
  | ({ kind: 'settled'; description: string } & Pick<RequestOf<typeof settleMediationRequest>, 'status' | 'success'>)
  | { kind: 'follow'; by: Desk; subscription: RequestOf<typeof subscribe> }
  | { kind: 'accept'; by: Desk; headline: string }
  | ({ kind: 'return'; by: Desk; headline: string } & Pick<RequestOf<typeof returnItem>, 'reason' | 'remark'>)
  | { kind: 'verdict'; by: 'crew-1' | 'crew-2'; headline: string; verdict: (typeof verdicts)[number] }
  | { kind: 'stand-in'; personId: string; displayName: string; themes: Theme[]; days: number };

type Wijk =
  | 'Havenkwartier'
  | 'Oude Vesten'
  | 'Marktwijk'
  | 'Stationsbuurt'
  | 'Molenberg'
  | 'Gasthuiswijk'
  | 'Zonnebloem'
  | 'Kanaalkom'
  | 'Kouterhove Dorp'
  | 'Ekkerveld'
  | 'Lindenhof'
  | 'Broekzijde';
export type Spot = readonly [wijk: Wijk, spot?: number];

// Short ways to write it down, so that the evening reads as a story.
const [ina, ivo] = ['inspector-1', 'inspector-2'] as const;
/** Who answers for which wijk by the demo load: Ina in the north, Ivo in the south. */
const northern: readonly Wijk[] = ['Molenberg', 'Gasthuiswijk', 'Kouterhove Dorp', 'Ekkerveld', 'Lindenhof', 'Broekzijde'];
export const inspectorOf = ([wijk]: Spot): Inspector => (northern.includes(wijk) ? ina : ivo);

export const note = (where: Spot, it: Note, hoursAgo?: number): Happening => ({
  ...{ kind: 'note', by: inspectorOf(where), in: where, note: it },
  ...(hoursAgo === undefined ? {} : { hoursAgo }),
});
export const contact = (where: Spot, feeling: Contact['feeling'], hoursAgo = 0, channel: Contact['channel'] = 'street'): Happening => ({
  ...{ kind: 'contact', by: inspectorOf(where), in: where, contact: { channel, feeling }, hoursAgo },
});
export const question = (where: Spot, it: Question, daysAgo = 0): Happening => ({
  ...{ kind: 'question', by: inspectorOf(where), in: where, question: it, daysAgo },
});
export const call = (where: Spot, it: Call, minutesAgo?: number): Happening => ({
  ...{ kind: 'call', in: where, call: it },
  ...(minutesAgo === undefined ? {} : { minutesAgo }),
});
/** Answered at once: a unit comes. */
export const atOnce = (summary: string, severity: RequestOf<typeof triageCall>['severity'] = 'serious'): Happening => ({
  ...{ kind: 'answer', summary, severity, response: 'IMMEDIATE', told: { motive: 'unitComing', inMinutes: 15 } },
});
export const later = (summary: string, told: Told): Happening => ({
  ...{ kind: 'answer', summary, severity: 'limited', response: 'LATER', told },
});
export const status = (unit: Unit, to: (typeof unitStatuses)[number], where: Spot): Happening => ({
  ...{ kind: 'status', unit, status: to, in: where },
});
