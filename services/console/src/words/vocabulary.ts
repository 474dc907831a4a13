import type { Handling, Role, Theme } from '@spil/contracts';

/*
 * The words of the contracts that the pages offer as choices. The contracts themselves pull in a validator, which has no place in a
 * browser, so the lists are repeated here; vocabulary.spec.ts fails as soon as one differs.
 */
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
] as const satisfies readonly Theme[];

export const handlingCodes = ['H0', 'H1', 'H2', 'H3'] as const satisfies readonly Handling[];
export const purposes = ['administrative', 'judicial', 'service'] as const;
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
export const waysOfKnowing = ['ownObservation', 'resident', 'partner', 'colleague', 'document'] as const;
export const topics = ['localCrime', 'socialProblem', 'neighbourhoodActivity', 'particularity', 'publicDomain', 'traffic'] as const;
export const verdicts = ['useful', 'wrong', 'outdated'] as const;
export const returnReasons = ['knownAlready', 'notUsable', 'tooOld', 'wrongDesk', 'needsMore'] as const;
export const unitStatuses = ['available', 'assigned', 'enRoute', 'onScene', 'busy', 'offDuty'] as const;
export const requestOrigins = ['JUDICIAL', 'ADMINISTRATIVE', 'POLICE_SERVICE', 'PARTNER', 'CITIZEN'] as const;
export const polluterTypes = ['INDIVIDUAL', 'COMPANY'] as const;
export const sources = ['A', 'B', 'C', 'X'] as const;
export const informationCodes = [1, 2, 3, 4] as const;
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
] as const satisfies readonly Role[];

/** Free words in the contracts (slugs); these are the ones the pages offer. */
export const natures = [
  'noise',
  'fight',
  'burglary',
  'accident',
  'theft',
  'domestic',
  'nuisance',
  'suspicious',
  'missing',
  'welfare',
  'other',
] as const;
export const disputeTypes = ['noise', 'boundary', 'animals', 'plants', 'shared-parts', 'family', 'parking', 'other'] as const;
export const nuisanceCategories = ['illegal-dumping', 'litter', 'smoke', 'smell', 'noise', 'water', 'vermin', 'other'] as const;
export const legalBases = ['wpa-44-1', 'wpa-44-5', 'sv-28bis'] as const;

export type Source = (typeof sources)[number];
export type InformationCode = (typeof informationCodes)[number];
export type WayOfKnowing = (typeof waysOfKnowing)[number];
export type Topic = (typeof topics)[number];
export type Verdict = (typeof verdicts)[number];
export type ReturnReason = (typeof returnReasons)[number];
export type UnitStatus = (typeof unitStatuses)[number];
export type { Handling, Role, Theme };
