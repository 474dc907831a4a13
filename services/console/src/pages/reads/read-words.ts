import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/use';
import { usePerson } from '../../app/session';
import { useAudience } from '../../components/item';
import type { Line } from './lines';

/** For what one was reading: many actions are one task. */
const taskOf: Record<string, 'ownNotes' | 'inbox' | 'briefing' | 'calls' | 'contacts' | 'account'> = {
  'read-note': 'ownNotes',
  'list-my-notes': 'ownNotes',
  'find-my-notes': 'ownNotes',
  'list-inbox': 'inbox',
  'read-item': 'inbox',
  'find-items': 'inbox',
  'try-subscription': 'inbox',
  'list-briefings': 'briefing',
  'read-scene-card': 'calls',
  'list-calls': 'calls',
  'list-promises': 'calls',
  'list-citizen-contacts': 'contacts',
  'who-read': 'account',
};
const liveFeed = 'live-feed:';

/** What a line says, in a person's words; what has none keeps its code, so that nothing is hidden. */
export function useReadWords() {
  const { t, i18n } = useTranslation();
  const audience = useAudience();
  const named = (key: string, otherwise: string) => (i18n.exists(key) ? t(key as 'reads.actions.read-note') : otherwise);
  return {
    action: ({ action }: Line) => named(`reads.actions.${action}`, action),
    rule: ({ rule }: Line) => named(`reads.rules.${rule}`, t('live.whyRule', { rule })),
    legalBasis: ({ legalBasis }: Line) => named(`word.legalBasis.${legalBasis}`, named(`reads.basis.${legalBasis}`, legalBasis)),
    task: ({ reason }: Line) => {
      if (reason.startsWith(liveFeed)) return t('reads.tasks.live', { audience: audience(reason.slice(liveFeed.length)) });
      const task = taskOf[reason.split('.').at(-1) ?? ''];
      return task ? t(`reads.tasks.${task}`) : reason;
    },
  };
}

/** Names of people by their sign-in name, as their assignments have them; who has none keeps the sign-in name. */
export function useNames(): (personId: string) => string {
  const me = usePerson();
  const { data } = useAsk('listAssignments', {}, { freshMs: 5 * 60_000 });
  const names = new Map(data?.assignments.map(({ personId, displayName }) => [personId, displayName]));
  return (personId) => names.get(personId) ?? (personId === me.personId ? me.name : undefined) ?? personId;
}
