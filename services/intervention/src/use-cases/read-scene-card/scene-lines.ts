import type { AnswerOf, ItemTexts, readSceneCard } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import { hasRole, teamsOf, type Caller } from '@spil/identity';
import { decide, fieldsOf, pick, type Decision, type Policy } from '@spil/policy';
import type { Briefing } from '../../domain/briefing';
import type { Call } from '../../domain/call';
import { roundedMetres, type Near } from '../../domain/scene';
import type { Surrounding, SurroundingTexts } from '../../domain/surrounding';

export type SceneLine = AnswerOf<typeof readSceneCard>['lines'][number];
type Granted = Exclude<Decision, { effect: 'deny' }>;

/** A line with the briefing it shows and the decision that showed it, so that its read can be logged. */
export interface ItemLine {
  line: SceneLine;
  briefing: Briefing;
  rule: string;
}

/** Who reads, and the teams that are on the call now: what a crew sees because it was sent ends when its unit is free again. */
export interface SceneReader {
  caller: Caller;
  onCall: readonly string[];
  policy: Policy;
  now: Instant;
}

/** The briefing as this reader may see it on the way to this call; undefined when it is not there for her. */
export function itemLine({ found: briefing, distanceMetres }: Near<Briefing>, texts: ItemTexts, reader: SceneReader): ItemLine | undefined {
  const decision = best(briefing, fieldsOf(texts), reader);
  if (!decision) return undefined;
  const { itemId, noteId, wijkId, theme, observedAt, evaluation, handling, level, personal, withheld } = briefing;
  const { headline, safetyLine, placeDescription } = pick(texts, decision.fields) as ItemTexts;
  const shown = { ...(headline && { headline }), ...(safetyLine && { safetyLine }), ...(placeDescription && { placeDescription }) };
  const facts = { itemId, noteId, wijkId, theme, observedAt, evaluation, handling, level, personal, withheld };
  const rateable = hasRole(reader.caller, 'crew');
  const line: SceneLine = {
    kind: 'item',
    ...facts,
    ...shown,
    rateable,
    rule: decision.rule,
    distanceMetres: roundedMetres(distanceMetres),
  };
  return { line, briefing, rule: decision.rule };
}

/** The policy is asked for each crew the reader is of, as for a frame of that crew's feed; a dispatcher as the dispatch room. */
function best(item: Briefing, fields: readonly string[], { caller, onCall: teams, policy, now }: SceneReader): Granted | undefined {
  const audiences = hasRole(caller, 'dispatcher') ? ['dispatch'] : teamsOf(caller, 'crew').map((team) => `crew-${team}`);
  for (const audience of audiences) {
    const { zone, wijkId, theme, handling, level } = item;
    const onCall = teams.some((team) => audience === `crew-${team}`);
    const decision = decide(policy, caller, { zone, audience, wijkId, theme, handling, level, fields, onCall }, { now });
    if (decision.effect !== 'deny') return decision;
  }
  return undefined;
}

/** An earlier call there: what and when, never what was told. */
export const earlierCall = ({ found, distanceMetres }: Near<Call>): SceneLine => ({
  kind: 'call',
  rule: 'earlier-call',
  number: found.number,
  nature: found.nature,
  registeredAt: found.registeredAt,
  distanceMetres: roundedMetres(distanceMetres),
});

/** A sensitive point: policy.md §3 lets a crew see it for its safety. */
export const pointLine = ({ found, distanceMetres }: Near<Surrounding>, { label, safetyLine }: SurroundingTexts): SceneLine => ({
  kind: 'point',
  rule: 'sensitive-point',
  pointId: found.pointId,
  category: found.category,
  label,
  ...(safetyLine === undefined ? {} : { safetyLine }),
  verifiedAt: found.verifiedAt,
  distanceMetres: roundedMetres(distanceMetres),
});
