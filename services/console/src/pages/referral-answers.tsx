import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/use';
import { Asked, Empty } from '../components/states';
import { AsOf, Moment } from '../components/time';
import { useOutcome } from './mediation-settle';

/** M05: what became of what I sent to mediation; what was said there stays there. */
export function ReferralAnswers() {
  const { t } = useTranslation();
  const outcome = useOutcome();
  const list = useAsk('listReferralAnswers', {});
  return (
    <section aria-label={t('mediation.mine')}>
      <h2>{t('mediation.mine')}</h2>
      <Asked query={list}>
        {({ answers, asOf }) => (
          <>
            <AsOf at={asOf} />
            {answers.length === 0 && <Empty title={t('mediation.mineEmpty')} text={t('mediation.mineText')} />}
            <ul className="cards">
              {answers.map((one) => (
                <li key={one.number} className="card">
                  <h3>
                    {one.number} <span className="chip">{outcome(one)}</span>
                  </h3>
                  <p className="card-line">
                    {t(`word.origin.${one.origin}`)} · {t('mediation.received', { time: '' })}
                    <Moment at={one.receivedAt} />
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </Asked>
    </section>
  );
}
