import { useTranslation } from 'react-i18next';
import { useWijken } from '../api/wijken';
import { ChooseSome } from './choices';

/** Choose wijken by name; folded, because a zone may have a hundred. */
export function WijkChoice({ value, onChange }: { value: readonly string[]; onChange: (wijkIds: string[]) => void }) {
  const { t } = useTranslation();
  const { data } = useWijken();
  const names = new Map(data?.features.map((feature) => [feature.id, feature.properties.name]));
  const sorted = [...names.keys()].sort((a, b) => (names.get(a) ?? a).localeCompare(names.get(b) ?? b));
  const chosen = value.map((id) => names.get(id) ?? id).join(', ');
  return (
    <details>
      <summary>
        {t('app.labelled', { label: t('following.wijken') })}
        <span className="strong">{chosen || t('following.anyWijk')}</span>
      </summary>
      <ChooseSome
        hideLabel
        label={t('following.wijken')}
        options={sorted}
        text={(id) => names.get(id) ?? id}
        value={value}
        onChange={onChange}
      />
    </details>
  );
}
