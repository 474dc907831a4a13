import { CREWS, type RoutedNote } from './note-routing';
import type { Sight } from './sight';

/**
 * For which audience this person may rate an item: the desk she reads it at, or her crew when its area covers the place
 * (her assignment names the wijk, or her crew was briefed, also on the way to a call there). Undefined: the item is not there for her.
 */
export function ratingAudience(routing: RoutedNote, itemId: string, sight: Sight): string | undefined {
  const target = routing.targets.find(({ item }) => item.itemId === itemId);
  if (!target) return undefined;
  const { item, fields } = target;
  const audiences = target.audience === CREWS ? crewsOf(routing, item.wijkId, sight) : [target.audience];
  const onCall = (audience: string): boolean => routing.briefedTeams.some((team) => audience === `crew-${team}`);
  return audiences.find(
    (audience) => sight.decide({ zone: routing.zone, audience, item, fields, onCall: onCall(audience) }).effect !== 'deny',
  );
}

const crewsOf = ({ briefedTeams }: RoutedNote, wijkId: string, sight: Sight): string[] =>
  sight.reader.assignments.flatMap(({ team, wijkIds }) =>
    team !== undefined && (wijkIds?.includes(wijkId) || briefedTeams.includes(team)) ? [`crew-${team}`] : [],
  );
