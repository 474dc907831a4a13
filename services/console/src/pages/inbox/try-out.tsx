import { useTranslation } from 'react-i18next';
import { FlaskConical } from 'lucide-react';
import type { AnswerOf, RequestOf } from '../../api/routes';
import { useWish } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { Button } from '../../components/button';
import { Failed } from '../../components/states';
import { Age } from '../../components/time';

const days = 30;

/** What this would have brought in the last 30 days, before one follows it. It says what is noted before it shows anything. */
export function TryOut({ criteria }: { criteria: RequestOf<'trySubscription'>['criteria'] }) {
  const { t } = useTranslation();
  const trial = useWish('trySubscription');
  const isEmpty = Object.keys(criteria).length === 0;
  const isOld = JSON.stringify(trial.variables?.request.criteria) !== JSON.stringify(criteria);
  const found = isOld ? undefined : trial.data;
  return (
    <div className="try-out">
      <Button
        icon={<FlaskConical aria-hidden />}
        isDisabled={isEmpty || trial.isPending}
        onPress={() => trial.mutate({ request: { criteria, days } })}
      >
        {t('tryOut.button')}
      </Button>
      <p className="hint">{isEmpty ? t('tryOut.empty') : t('tryOut.logged')}</p>
      {trial.isError && !isOld && <Failed problem={trial.error} />}
      <div role="status">{found && <Caught found={found} />}</div>
    </div>
  );
}

function Caught({ found: { count, more, samples } }: { found: AnswerOf<'trySubscription'> }) {
  const { t } = useTranslation();
  const wijk = useWijkName();
  return (
    <>
      <p className="strong">{count === 0 ? t('tryOut.none', { days }) : t('tryOut.count', { count, days })}</p>
      {more && <p className="hint">{t('tryOut.atLeast')}</p>}
      {samples.length > 0 && <h3>{t('tryOut.latest')}</h3>}
      <ul className="plain-list">
        {samples.map((one) => (
          <li key={one.itemId}>
            {one.headline ?? t(`word.theme.${one.theme}`)}{' '}
            <span className="hint">
              {t(`word.theme.${one.theme}`)} · {wijk(one.wijkId)} · <Age at={one.observedAt} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
