import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem';
import type { AnswerOf } from '../../api/routes';
import { useAsk, useWish } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { afterProblem, newSending, type Sending } from '../../app/sent-once';
import { Button } from '../../components/button';
import { Page } from '../../components/page';
import { Asked, Empty, Failed } from '../../components/states';
import { FollowForm } from './follow-form';

type Subscription = AnswerOf<'listSubscriptions'>['subscriptions'][number];

/** Wat ik volg: subscriptions by theme, wijk, radius and word. Stopping can be undone. */
export default function Following() {
  const { t } = useTranslation();
  const list = useAsk('listSubscriptions', {});
  const { stop, follow, stopped, stopFollowing, followAgain } = useStopping();
  return (
    <Page title={t('following.title')} wide>
      <p>{t('following.text')}</p>
      <div className="two-columns">
        <section aria-label={t('following.title')}>
          {stopped && (
            <p className="undo" role="status">
              {t('following.stopped', { name: stopped.name })}{' '}
              <Button look="quiet" onPress={followAgain} isDisabled={follow.isPending}>
                {t('following.undo')}
              </Button>
            </p>
          )}
          {follow.isError && <Failed problem={follow.error} />}
          {stop.isError && <Failed problem={stop.error} />}
          <Asked query={list}>
            {({ subscriptions }) =>
              subscriptions.length === 0 ? (
                <Empty title={t('following.emptyTitle')} text={t('following.emptyText')} />
              ) : (
                <ul className="cards">
                  {subscriptions.map((one) => (
                    <SubscriptionCard key={one.subscriptionId} one={one} onStop={() => stopFollowing(one)} />
                  ))}
                </ul>
              )
            }
          </Asked>
        </section>
        <FollowForm />
      </div>
    </Page>
  );
}

/** Stops following, and offers it again until it is followed again: a try that failed leaves the offer where it was. */
function useStopping() {
  const stop = useWish('unsubscribe', ['listSubscriptions']);
  const follow = useWish('subscribe', ['listSubscriptions']);
  const [stopped, setStopped] = useState<Subscription & Sending>();
  const stopFollowing = (one: Subscription) => {
    const onSuccess = () => {
      follow.reset();
      setStopped({ ...one, ...newSending() });
    };
    stop.mutate({ request: { subscriptionId: one.subscriptionId } }, { onSuccess });
  };
  const followAgain = () => {
    if (!stopped) return;
    const { key, name, criteria } = stopped;
    const onSuccess = () => setStopped(undefined);
    const onError = (problem: Problem) => setStopped({ ...stopped, ...afterProblem(problem) });
    follow.mutate({ request: { name, criteria }, key }, { onSuccess, onError });
  };
  return { stop, follow, stopped, stopFollowing, followAgain };
}

function SubscriptionCard({ one, onStop }: { one: Subscription; onStop: () => void }) {
  const { t } = useTranslation();
  const wijkName = useWijkName();
  const { themes = [], wijkIds = [], near, text } = one.criteria;
  const parts = [
    themes.map((theme) => t(`word.theme.${theme}`)).join(', '),
    wijkIds.length > 0 ? wijkIds.map(wijkName).join(', ') : t('following.anyWijk'),
    near && t('following.within', { metres: near.radiusMetres }),
    text && t('following.contains', { text }),
  ].filter(Boolean);
  return (
    <li className="card">
      <h2>{one.name}</h2>
      <p className="card-line">{parts.join(' · ')}</p>
      <Button look="quiet" onPress={onStop} aria-label={`${t('following.stop')}: ${one.name}`}>
        {t('following.stop')}
      </Button>
    </li>
  );
}
