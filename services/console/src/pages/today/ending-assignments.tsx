import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/use';
import { Asked } from '../../components/states';
import { Moment, useNow } from '../../components/time';
import { nameOf } from '../assignments/name-of';

const week = 7 * 24 * 60 * 60 * 1000;

/** For who plans: whose assignment is about to end, so that no wijk stands without somebody. */
export function EndingAssignments() {
  const { t } = useTranslation();
  const now = useNow();
  const list = useAsk('listAssignments', {});
  return (
    <section className="part" aria-label={t('today.ending')}>
      <h2>{t('today.ending')}</h2>
      <Asked query={list} rows={2}>
        {({ assignments }) => {
          const ending = assignments.filter(({ until, endedAt }) => {
            const left = until === undefined || endedAt !== undefined ? -1 : Date.parse(until) - now;
            return left > 0 && left < week;
          });
          if (ending.length === 0) return <p className="hint">{t('today.endingNone')}</p>;
          return (
            <ul className="plain-list">
              {ending.map(({ until = '', ...one }) => (
                <li key={one.assignmentId}>
                  {t('today.until', { person: nameOf(one) })} <Moment at={until} />
                </li>
              ))}
            </ul>
          );
        }}
      </Asked>
    </section>
  );
}
