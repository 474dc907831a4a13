import { useTranslation } from 'react-i18next';
import { CloudOff, CloudUpload, RefreshCw, Wifi } from 'lucide-react';
import { Explained } from '../components/explained';
import { shortTime } from '../i18n/time';
import type { FeedState } from '../feed/feed-state';
import { useFeedState } from './feed';
import { useQueue } from './queue';

/** Always in sight: live, catching up, offline since when, and what still waits to be sent. */
export function ConnectionChip() {
  const { t } = useTranslation();
  const state = useFeedState();
  const { items } = useQueue();
  const text = useFeedText();
  return (
    <div className="connection" role="status">
      {items.length > 0 && (
        <span className="chip attention">
          <CloudUpload aria-hidden />
          <span className="sr-only">{t('feed.waiting', { count: items.length })}</span>
          <span aria-hidden>{items.length}</span>
        </span>
      )}
      {state && state.phase !== 'closed' && (
        <span className={`chip feed ${state.phase}`}>
          <Sign phase={state.phase} />
          {text(state)}
        </span>
      )}
      {state?.phase === 'closed' && (
        <Explained className="chip feed closed" explanation={t('feed.closedWhy')}>
          <CloudOff aria-hidden />
          {text(state)}
        </Explained>
      )}
    </div>
  );
}

function Sign({ phase }: { phase: FeedState['phase'] }) {
  if (phase === 'live') return <Wifi aria-hidden />;
  return phase === 'offline' ? <CloudOff aria-hidden /> : <RefreshCw aria-hidden />;
}

function useFeedText(): (state: FeedState) => string {
  const { t, i18n } = useTranslation();
  return ({ phase, since }) => {
    if (phase === 'offline') return t('feed.offlineSince', { time: shortTime(since, i18n.language, Date.now()) });
    if (phase === 'live') return t('feed.live');
    if (phase === 'closed') return t('feed.closed');
    if (phase === 'connecting') return t('feed.connecting');
    return t('feed.catchingUp');
  };
}
