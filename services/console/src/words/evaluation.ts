import type { InformationCode, Source, Theme, Topic, WayOfKnowing } from './vocabulary';

export interface Evaluation {
  source: Source;
  information: InformationCode;
}

/** What is usual for each way of knowing (standards.md §6); the author changes it where it is otherwise. */
export const usualEvaluation: Record<WayOfKnowing, Evaluation> = {
  ownObservation: { source: 'A', information: 1 },
  resident: { source: 'B', information: 2 },
  partner: { source: 'B', information: 3 },
  colleague: { source: 'A', information: 3 },
  document: { source: 'B', information: 3 },
};

/** The topic a theme usually belongs to (W10); shown folded away, because it is nearly always right. */
export const usualTopic: Record<Theme, Topic> = {
  burglary: 'localCrime',
  drugs: 'localCrime',
  violence: 'localCrime',
  vandalism: 'localCrime',
  theft: 'localCrime',
  socialFraud: 'localCrime',
  cyberFraud: 'localCrime',
  noise: 'socialProblem',
  nuisance: 'socialProblem',
  neighbourConflict: 'socialProblem',
  schoolSafety: 'traffic',
  traffic: 'traffic',
  illegalDumping: 'publicDomain',
  pollution: 'publicDomain',
  publicDomain: 'publicDomain',
  poverty: 'socialProblem',
  activity: 'neighbourhoodActivity',
  other: 'particularity',
};
