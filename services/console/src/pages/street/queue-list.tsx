import { useTranslation } from 'react-i18next';
import { CloudUpload } from 'lucide-react';
import { useQueue } from '../../app/queue';
import { Button } from '../../components/button';
import { useProblemText } from '../../components/states';
import { Age } from '../../components/time';
import type { Outgoing } from '../../drafts/queue';

/** What still waits to be sent, in order, and what has arrived meanwhile. */
export function QueueList({ onOpen }: { onOpen?: (item: Outgoing) => void }) {
  const { t } = useTranslation();
  const { items, arrived, sending, sendWaiting } = useQueue();
  return (
    <>
      {arrived.slice(-2).map(({ item, note }) => (
        <p key={item.key} className="notice good" role="status">
          {t('queue.arrived', { headline: item.request.headline, wijk: note.wijkName })}
        </p>
      ))}
      {items.length > 0 && (
        <section className="queue" aria-label={t('queue.title')}>
          <h2>
            <CloudUpload aria-hidden /> {t('queue.title')}
          </h2>
          <ol>
            {items.map((item) => (
              <QueueRow key={item.key} item={item} onOpen={onOpen} />
            ))}
          </ol>
          {items.some(({ state }) => state === 'waiting') && (
            <Button onPress={sendWaiting} isDisabled={sending}>
              {t('queue.sendNow')}
            </Button>
          )}
        </section>
      )}
    </>
  );
}

function QueueRow({ item, onOpen }: { item: Outgoing; onOpen?: (item: Outgoing) => void }) {
  const { t } = useTranslation();
  const { sending, take, sendAnew } = useQueue();
  const problemText = useProblemText();
  const state = item.state === 'waiting' ? (sending ? t('queue.sending') : t('queue.waiting')) : t(`queue.${item.state}`);
  return (
    <li className={item.state}>
      <span className="strong">{item.request.headline}</span>
      <span className="hint">
        <Age at={item.queuedAt} /> {state}
      </span>
      {item.state === 'refused' && item.problem && <span className="error">{problemText(item.problem)}</span>}
      {item.state === 'refused' && onOpen && <Button onPress={() => onOpen(item)}>{t('queue.open')}</Button>}
      {item.state === 'conflict' && (
        <>
          <span className="error">{t('queue.conflictWhy')}</span>
          <span className="row">
            <Button onPress={() => void sendAnew(item)}>{t('queue.sendAnew')}</Button>
            <Button onPress={() => void take(item.key)}>{t('queue.drop')}</Button>
          </span>
        </>
      )}
    </li>
  );
}
