import { useTranslation } from 'react-i18next';
import { CloudUpload } from 'lucide-react';
import { useQueue } from '../../app/queue';
import { Button } from '../../components/button';
import { useProblemText } from '../../components/states';
import { Age } from '../../components/time';
import type { Outgoing } from '../../drafts/queue';

export type WaitingNote = Extract<Outgoing, { kind: 'note' }>;

/** What still waits to be sent, in order, and what has arrived meanwhile. */
export function QueueList({ onOpen }: { onOpen?: (item: WaitingNote) => void }) {
  const { t } = useTranslation();
  const { items, arrived, sending, sendWaiting } = useQueue();
  const title = useTitle();
  return (
    <>
      {arrived.slice(-2).map(({ item, note }) => (
        <p key={item.key} className="notice good" role="status">
          {t('queue.arrived', { headline: title(item), wijk: note.wijkName })}
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

function QueueRow({ item, onOpen }: { item: Outgoing; onOpen?: (item: WaitingNote) => void }) {
  const { t } = useTranslation();
  const { sending, take, sendAnew } = useQueue();
  const title = useTitle();
  const problemText = useProblemText();
  const state = item.state === 'waiting' ? (sending ? t('queue.sending') : t('queue.waiting')) : t(`queue.${item.state}`);
  return (
    <li className={item.state}>
      <span className="strong">{title(item)}</span>
      <span className="hint">
        <Age at={item.queuedAt} /> · {state}
      </span>
      {item.state === 'refused' && item.problem && <span className="error">{problemText(item.problem)}</span>}
      {item.state === 'refused' && <Mend item={item} onOpen={onOpen} />}
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

/** A refused note is opened and corrected; a refused contact can only be let go. */
function Mend({ item, onOpen }: { item: Outgoing; onOpen?: (item: WaitingNote) => void }) {
  const { t } = useTranslation();
  const { take } = useQueue();
  if (item.kind === 'contact') return <Button onPress={() => void take(item.key)}>{t('queue.drop')}</Button>;
  return onOpen && <Button onPress={() => onOpen(item)}>{t('queue.open')}</Button>;
}

/** What a thing on its way is called: the sentence of a note, the feeling of a contact. */
function useTitle(): (item: Outgoing) => string {
  const { t } = useTranslation();
  return (item) =>
    item.kind === 'note' ? item.request.headline : t('contact.named', { feeling: t(`word.feeling.${item.request.feeling}`) });
}
