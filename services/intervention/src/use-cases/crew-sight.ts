import type { Instant } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { decide, type Decision, type Policy } from '@spil/policy';
import type { Briefing } from '../domain/briefing';

export type Granted = Exclude<Decision, { effect: 'deny' }>;

/** Who reads, and the teams that are on the call now: what a crew sees because it was sent ends when its unit is free again. */
export interface SightReader {
  caller: Caller;
  onCall: readonly string[];
  policy: Policy;
  now: Instant;
}

/**
 * What the policy shows this reader of an item, asked for each of the audiences as for a frame of that feed; undefined when the
 * item is not there for her.
 */
export function sightOf(
  item: Briefing,
  fields: readonly string[],
  audiences: readonly string[],
  { caller, onCall: teams, policy, now }: SightReader,
): Granted | undefined {
  const { zone, wijkId, theme, handling, level } = item;
  for (const audience of audiences) {
    const onCall = teams.some((team) => audience === crewAudienceOf(team));
    const decision = decide(policy, caller, { zone, audience, wijkId, theme, handling, level, fields, onCall }, { now });
    if (decision.effect !== 'deny') return decision;
  }
  return undefined;
}

export const crewAudienceOf = (team: string): string => `crew-${team}`;
