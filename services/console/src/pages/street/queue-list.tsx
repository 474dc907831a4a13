import { useTranslation } from 'react-i18next';
import { CloudUpload } from 'lucide-react';
import { useQueue } from '../../app/queue';
import { Button } from '../../components/button';
import { useProblemText } from '../../components/states';
import { Age } from '../../components/time';
import type { Outgoing } from '../../drafts/queue';

/** What still waits to be sent, and what has arrived meanwhile. */
export function QueueList({ onOpen }: { onOpen?: (item: Outgoing) => void }) {
  const { t } = useTranslation();
  const { items, arrived, sending, sendWaiting } = useQueue();
  const problemText = useProblemText();
  return (
    <>
      {arrived.slice(-2).map(({ headline, note }) => (
        <p key={note.noteId} className="notice good" role="status">
          {t('queue.arrived', { headline, wijk: note.wijkName })}
        </p>
      ))}
      {items.length > 0 && (
        <section className="queue" aria-label={t('queue.title')}>
          <h2>
            <CloudUpload aria-hidden /> {t('queue.title')}
          </h2>
          <ul>
            {items.map((item) => (
              <li key={item.key}>
                <span className="strong">{item.request.headline}</span>
                <span className="hint">
                  <Age at={item.queuedAt} />{' '}
                  {item.state === 'refused' ? t('queue.refused') : sending ? t('queue.sending') : t('queue.waiting')}
                </span>
                {item.problem && <span className="error">{problemText(item.problem)}</span>}
                {item.state === 'refused' && onOpen && <Button onPress={() => onOpen(item)}>{t('queue.open')}</Button>}
              </li>
            ))}
          </ul>
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
