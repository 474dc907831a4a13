import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/use';
import { usePerson } from '../../app/session';
import { useAudience } from '../../components/item';
import { readerOf, type Line, type Tally } from './lines';
import { taskOf } from './task-of';

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

/** "4 inzagen door 3 personen en de inwoner, 1 poging geweigerd". */
export function useTallyWords(): (tally: Tally) => string {
  const { t, i18n } = useTranslation();
  return ({ reads, people, byResident, bySpil, refused }) => {
    const by = [
      ...(people > 0 ? [t('reads.people', { count: people })] : []),
      ...(byResident ? [t('reads.byResident')] : []),
      ...(bySpil ? [t('reads.spil')] : []),
    ];
    const all = { reads: t('reads.count', { count: reads }), by: new Intl.ListFormat(i18n.language).format(by) };
    const said = [...(reads > 0 ? [t('reads.summary', all)] : []), ...(refused > 0 ? [t('reads.refused', { count: refused })] : [])];
    return said.length > 0 ? said.join(', ') : t('reads.none');
  };
}

/**
 * Names of people by their sign-in name, as their assignments have them; who has none keeps the sign-in name. Who is no person is
 * named as what it is.
 */
export function useNames(): (actor: string) => string {
  const { t } = useTranslation();
  const me = usePerson();
  const { data } = useAsk('listAssignments', {}, { freshMs: 5 * 60_000 });
  const names = new Map(data?.assignments.map(({ personId, displayName }) => [personId, displayName]));
  return (actor) => {
    const reader = readerOf({ actor });
    if (reader !== 'person') return t(reader === 'resident' ? 'reads.resident' : 'reads.spil');
    return names.get(actor) ?? (actor === me.personId ? me.name : undefined) ?? actor;
  };
}
