import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWijkName } from '../../api/wijken';
import { HandlingChip, Reliability, SafetyLine, WhyShown, Withheld } from '../../components/item';
import { Rating } from '../../components/rating';
import { Age } from '../../components/time';
import type { Briefing } from './frames';

interface Props {
  item: Briefing;
  selected: boolean;
  onSelect: (itemId: string) => void;
}

/** What awaits a crew: what, where, how old, how sure; what is hidden and why they see it. Drawn anew only when it is another. */
export const BriefingCard = memo(function BriefingCard({ item, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const wijk = useWijkName()(item.wijkId);
  return (
    <article
      className={selected ? 'live-card selected' : 'live-card'}
      aria-label={item.headline ?? item.safetyLine ?? t(`word.theme.${item.theme}`)}
    >
      {item.safetyLine && <SafetyLine text={item.safetyLine} />}
      <h3>
        <button type="button" className="plain-link" onClick={() => onSelect(item.itemId)}>
          {item.headline ?? t(`word.theme.${item.theme}`)}
        </button>
      </h3>
      <p className="card-line">
        <strong>{wijk}</strong>
        {item.placeDescription && `, ${item.placeDescription}`} · {t('live.observed')} <Age at={item.observedAt} exact />
      </p>
      {item.fact && <p className="text">{item.fact}</p>}
      <p className="card-line">
        {t(`word.theme.${item.theme}`)} · <Reliability evaluation={item.evaluation} />
      </p>
      <Withheld parts={item.withheld} />
      <div className="card-foot">
        <HandlingChip handling={item.handling} />
        <WhyShown rule={item.rule} level={item.level} wijk={wijk} />
      </div>
      <Rating itemId={item.itemId} />
    </article>
  );
});
