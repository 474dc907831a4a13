/*
 * The words of the contracts, and nothing else: no validator, so that the pages people use may carry them to a phone.
 */

/** The five domain services and the edge that speaks for people. One word per service everywhere. */
export const serviceNames = ['wijk', 'intervention', 'mediation', 'environment', 'information-sharing', 'operations', 'gateway'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What a person may be at sign-in. A role opens pages; assignments and the policy decide what is seen. */
export const roles = [
  'inspector',
  'team-chief',
  'crew',
  'dispatcher',
  'investigator',
  'mediator',
  'environment-officer',
  'clerk',
  'operator',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** WPA art. 44/1: why personal information is processed (policy.md L01). */
export const purposes = ['administrative', 'judicial', 'service'] as const;
export type Purpose = (typeof purposes)[number];

/** Europol handling codes (standards.md §6). */
export const handlingCodes = ['H0', 'H1', 'H2', 'H3'] as const;
export type Handling = (typeof handlingCodes)[number];

/** LED art. 6: what a person is in a record (policy.md L13). */
export const subjectCategories = [
  'suspect',
  'convicted',
  'victim',
  'witness',
  'contact',
  'reporter',
  'keyFigure',
  'party',
  'third',
] as const;

/** How the author came to know (W09 "how known"). */
export const waysOfKnowing = ['ownObservation', 'resident', 'partner', 'colleague', 'document'] as const;

/** W10: topics of an info item; the list is configuration of the zone, these are the seeds' own. */
export const topics = ['localCrime', 'socialProblem', 'neighbourhoodActivity', 'particularity', 'publicDomain', 'traffic'] as const;

/** W76: themes a note, a subscription and an assignment speak of. */
export const themes = [
  'burglary',
  'drugs',
  'violence',
  'vandalism',
  'theft',
  'socialFraud',
  'cyberFraud',
  'noise',
  'nuisance',
  'neighbourConflict',
  'schoolSafety',
  'traffic',
  'illegalDumping',
  'pollution',
  'publicDomain',
  'poverty',
  'activity',
  'other',
] as const;
export type Theme = (typeof themes)[number];

/** Desks of a zone that are audiences in their own right; crews are audiences named `crew-<team>`. */
export const desks = ['local-investigation', 'administrative-police', 'environment', 'mediation'] as const;
export type Desk = (typeof desks)[number];

/** S12: what a reader says of an item. */
export const verdicts = ['useful', 'wrong', 'outdated'] as const;

/** S03: why local investigation returns an item (architecture.md §11). */
export const returnReasons = ['knownAlready', 'notUsable', 'tooOld', 'wrongDesk', 'needsMore'] as const;

/** I03: how bad it is, and whether it can wait; with the nature of the facts these are a triage. */
export const severities = ['lifeThreatening', 'serious', 'limited'] as const;
export const urgencies = ['urgent', 'notUrgent'] as const;

/** I05: an answer now, or later. */
export const responses = ['IMMEDIATE', 'LATER'] as const;

/** I06: why the answer comes when it comes; `other` needs words. */
export const noticeMotives = ['unitComing', 'moreUrgentFirst', 'noUnitFree', 'noHurry', 'wijkInspector', 'otherService', 'other'] as const;

/** I07: what a unit is doing. */
export const unitStatuses = ['available', 'assigned', 'enRoute', 'onScene', 'busy', 'offDuty'] as const;

/** M04: exactly these five ask for mediation. */
export const requestOrigins = ['JUDICIAL', 'ADMINISTRATIVE', 'POLICE_SERVICE', 'PARTNER', 'CITIZEN'] as const;

/** E03: who pollutes. */
export const polluterTypes = ['INDIVIDUAL', 'COMPANY'] as const;

/** Europol 4×4: who told it, and how it is known (standards.md §6). */
export const sources = ['A', 'B', 'C', 'X'] as const;
export const informationCodes = [1, 2, 3, 4] as const;

/** W77: where a daily contact took place. */
export const dailyContactChannels = ['street', 'door', 'school', 'meeting', 'phone'] as const;

/** W77: how safe people feel here, as the inspector heard or sensed it; a signal between two sector scans, not a measurement. */
export const feelings = ['safe', 'uneasy', 'unsafe'] as const;
export type Feeling = (typeof feelings)[number];

/** X8: what asks for somebody of ours in a wijk; each is counted, none is about a person. */
export const presenceReasons = [
  'notSeen',
  'answerOverdue',
  'answerDue',
  'pointToVerify',
  'feltUnsafe',
  'feltWorse',
  'nuisance',
  'calls',
] as const;
export type PresenceReason = (typeof presenceReasons)[number];

/** Parts of a day as shifts know them; where each begins is configuration of the zone. */
export const dayparts = ['morning', 'afternoon', 'evening', 'night'] as const;
export type Daypart = (typeof dayparts)[number];
