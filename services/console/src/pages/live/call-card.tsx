import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Siren } from 'lucide-react';
import { useWijkName } from '../../api/wijken';
import { Age } from '../../components/time';
import type { Call } from './frames';

/** The word for the nature of a call; one that only a newer version knows is something else. */
export function useNature(): (nature: string) => string {
  const { t, i18n } = useTranslation();
  return (nature) => (i18n.exists(`word.nature.${nature}`) ? t(`word.nature.${nature}` as 'word.nature.other') : t('word.nature.other'));
}

interface Props {
  call: Call;
  selected: boolean;
  onSelect: (callId: string) => void;
}

/** A 101 call: nature, place, summary. The caller is never here. Drawn anew only when it is another. */
export const CallCard = memo(function CallCard({ call, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const wijk = useWijkName()(call.wijkId);
  const nature = useNature()(call.nature);
  const urgent = call.urgency === 'urgent';
  return (
    <article className={`live-card call${urgent ? ' urgent' : ''}${selected ? ' selected' : ''}`} aria-label={`${nature}, ${wijk}`}>
      <h3>
        <button type="button" className="plain-link" onClick={() => onSelect(call.callId)}>
          {nature}
        </button>
        {urgent && (
          <span className="chip danger">
            <Siren aria-hidden />
            {t('live.urgent')}
          </span>
        )}
      </h3>
      <p className="card-line">
        <strong>{call.address ?? wijk}</strong>
        {call.address && ` · ${wijk}`} · <Age at={call.registeredAt} exact />
      </p>
      {call.summary && <p className="text">{call.summary}</p>}
      <p className="card-line">
        <Told call={call} />
      </p>
    </article>
  );
});

/** Its number, how it is answered, who was told, who was sent. */
function Told({ call }: { call: Call }) {
  const { t } = useTranslation();
  const { number, teams = [], units = [], decision, closedAt } = call;
  const sent = units.length > 0 ? [t('scene.sent', { units: units.join(', ') })] : [];
  const answer = decision ? [t(`word.response.${decision.response}`)] : [];
  const ended = closedAt === undefined ? [] : [t('answer.isClosed')];
  return [number, ...answer, ...ended, ...teams.map((team) => t('live.team', { team })), ...sent].join(' · ');
}
