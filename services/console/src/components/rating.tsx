import { useTranslation } from 'react-i18next';
import { useWish } from '../api/use';
import { verdicts, type Verdict } from '../words/vocabulary';
import { Button } from './button';
import { Failed } from './states';

/** One tap: useful, wrong or outdated. Shown at once; put back when the server did not take it. */
export function Rating({ itemId, given }: { itemId: string; given?: Verdict }) {
  const { t } = useTranslation();
  const rate = useWish('rateItem', ['listInbox']);
  const chosen = rate.isError ? given : (rate.variables?.request.verdict ?? given);
  return (
    <div className="rating">
      <div role="group" aria-label={t('live.rate')} className="row">
        {verdicts.map((verdict) => (
          <Button
            key={verdict}
            look="quiet"
            className={chosen === verdict ? 'chosen' : ''}
            aria-pressed={chosen === verdict}
            onPress={() => rate.mutate({ request: { itemId, verdict } })}
          >
            {t(`word.verdict.${verdict}`)}
          </Button>
        ))}
      </div>
      {rate.isSuccess && (
        <p className="hint" role="status">
          {t('live.rated', { verdict: t(`word.verdict.${rate.data.verdict}`) })}
        </p>
      )}
      {rate.isError && <Failed problem={rate.error} />}
    </div>
  );
}
