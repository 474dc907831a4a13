import { useTranslation } from 'react-i18next';
import { dayName } from '../../i18n/time';
import type { Proposal } from './plan';

/** The zone's own rules, as a table anybody can check the order by. */
export function HowOrdered({ rules }: { rules: Proposal['rules'] }) {
  const { t, i18n } = useTranslation();
  return (
    <details className="plan-how no-print">
      <summary>{t('plan.how')}</summary>
      <p>{t('plan.howText', { days: rules.lookBackDays, from: dayName(`${rules.from}T12:00:00Z`, i18n.language) })}</p>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('plan.column.reason')}</th>
            <th scope="col">{t('plan.column.per')}</th>
            <th scope="col">{t('plan.column.points')}</th>
            <th scope="col">{t('plan.column.most')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.weights.map(({ reason, per, points, most }) => (
            <tr key={reason}>
              <th scope="row">{t(`plan.rule.${reason}`)}</th>
              <td data-label={t('plan.column.per')}>{per}</td>
              <td data-label={t('plan.column.points')}>{points}</td>
              <td data-label={t('plan.column.most')}>{most}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
