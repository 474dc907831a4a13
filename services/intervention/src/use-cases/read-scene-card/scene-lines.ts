import type { AnswerOf, ItemTexts, readSceneCard } from '@spil/contracts';
import { hasRole, teamsOf } from '@spil/identity';
import { fieldsOf, pick } from '@spil/policy';
import type { Briefing } from '../../domain/briefing';
import type { Call } from '../../domain/call';
import { roundedMetres, type Near } from '../../domain/scene';
import type { Surrounding, SurroundingTexts } from '../../domain/surrounding';
import { crewAudienceOf, sightOf, type Granted, type SightReader } from '../crew-sight';

export type SceneLine = AnswerOf<typeof readSceneCard>['lines'][number];

/** A line with the briefing it shows and the decision that showed it, so that its read can be logged. */
export interface ItemLine {
  line: SceneLine;
  briefing: Briefing;
  rule: string;
}

/** The briefing as this reader may see it on the way to this call; undefined when it is not there for her. */
export function itemLine({ found: briefing, distanceMetres }: Near<Briefing>, texts: ItemTexts, reader: SightReader): ItemLine | undefined {
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
function best(item: Briefing, fields: readonly string[], reader: SightReader): Granted | undefined {
  const { caller } = reader;
  const audiences = hasRole(caller, 'dispatcher') ? ['dispatch'] : teamsOf(caller, 'crew').map(crewAudienceOf);
  return sightOf(item, fields, audiences, reader);
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
