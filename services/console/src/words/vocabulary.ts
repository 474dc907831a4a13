import type {
  informationCodes,
  noticeMotives,
  responses,
  returnReasons,
  severities,
  sources,
  topics,
  unitStatuses,
  verdicts,
  waysOfKnowing,
} from '@spil/contracts';

/*
 * The words the pages offer as choices. Those of the contracts come from the contracts; the build keeps only the words of that
 * library (vite.config.ts), because its validators have no place in a browser.
 */
export {
  contactChannels,
  contactKinds,
  contactStatuses,
  pointCategories,
  dailyContactChannels,
  feelings,
  handlingCodes,
  informationCodes,
  noticeMotives,
  polluterTypes,
  purposes,
  requestOrigins,
  responses,
  returnReasons,
  roles,
  severities,
  sources,
  subjectCategories,
  themes,
  topics,
  unitStatuses,
  urgencies,
  verdicts,
  waysOfKnowing,
  type Feeling,
  type Handling,
  type Role,
  type Theme,
} from '@spil/contracts';

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
export type Severity = (typeof severities)[number];
export type Response = (typeof responses)[number];
export type NoticeMotive = (typeof noticeMotives)[number];
