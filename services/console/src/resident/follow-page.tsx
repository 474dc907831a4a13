import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { RotateCw } from 'lucide-react';
import { LanguageChoice } from '../app/language-choice';
import { Button } from '../components/button';
import { Loading } from '../components/states';
import { AsOf } from '../components/time';
import type { Followed } from './ask-followed';
import { HowToReach } from './how-to-reach';
import { Outcome } from './outcome';
import { useFollowed, type Shown } from './use-followed';

/** What became of my question: for who holds the link, on any phone, without an account. */
export function FollowPage() {
  const { t } = useTranslation();
  const { followed, trouble, asking, again } = useFollowed();
  useEffect(() => {
    document.title = t('resident.title');
  }, [t]);
  return (
    <div className="resident">
      <header className="resident-head no-print">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <LanguageChoice />
      </header>
      <main>
        <h1>{followed ? t(`resident.kind.${followed.kind}`) : t('resident.title')}</h1>
        {trouble && <Trouble trouble={trouble} known={followed !== undefined} />}
        {followed && <Known followed={followed} />}
        {!followed && !trouble && asking && <Loading rows={2} />}
        {trouble !== 'broken' && (
          <Button className="no-print" icon={<RotateCw aria-hidden />} onPress={again}>
            {t('resident.again')}
          </Button>
        )}
      </main>
      <Foot leads={trouble !== 'broken'} />
    </div>
  );
}

function Known({ followed }: { followed: Followed }) {
  return (
    <>
      <div className="resident-outcome" aria-live="polite">
        <Outcome followed={followed} />
      </div>
      {followed.answering && <HowToReach answering={followed.answering} reachability={followed.reachability} />}
      <AsOf at={followed.asOf} />
    </>
  );
}

function Trouble({ trouble, known }: { trouble: NonNullable<Shown['trouble']>; known: boolean }) {
  const { t } = useTranslation();
  if (trouble === 'broken')
    return (
      <div className="state attention" role="alert">
        <p className="state-title">{t('resident.broken.title')}</p>
        <p>{t('resident.broken.why')}</p>
        <p>{t('resident.broken.todo')}</p>
      </div>
    );
  return (
    <div className="state attention" role="alert">
      <p className="state-title">{t(`resident.${trouble}.title`)}</p>
      <p>{known ? t('resident.stays') : t('resident.linkStays')}</p>
    </div>
  );
}

function Foot({ leads }: { leads: boolean }) {
  const { t } = useTranslation();
  return (
    <footer className="resident-foot">
      {leads && <p>{t('resident.keep')}</p>}
      <p>
        {t('resident.urgent')}{' '}
        <a className="call" href="tel:101">
          {t('resident.urgentCall')}
        </a>
      </p>
    </footer>
  );
}
