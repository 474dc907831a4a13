import type { Instant } from '@spil/domain-kit';
import type { RoutedNote } from './note-routing';
import type { Decided } from './publications';

export interface Briefed {
  itemId: string;
  teams: readonly string[];
  at: Instant;
}

/** Notes which crews were briefed (S02). Crews already noted make no new step, so repeats and any order end the same. */
export function recordBriefing(routing: RoutedNote, { itemId, teams, at }: Briefed): Decided<RoutedNote> {
  const known = new Set(routing.briefedTeams);
  const fresh = [...new Set(teams)].filter((team) => !known.has(team));
  return {
    state: fresh.length === 0 ? routing : { ...routing, briefedTeams: [...routing.briefedTeams, ...fresh] },
    publications: fresh.map((team) => ({
      kind: 'note-progressed',
      step: { stepId: `${itemId}:briefed:${team}`, noteId: routing.noteId, step: 'briefed', audience: `crew-${team}`, at },
    })),
  };
}
