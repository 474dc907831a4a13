import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CheckCircle2, CloudUpload } from 'lucide-react';
import { Button } from '../../components/button';
import { Done } from '../../components/states';
import type { Arrived } from '../../drafts/queue';
import { clockTime } from '../../i18n/time';

/** What happened with the note, in which wijk, and where to follow it. Without an answer: that it waits, safe. */
export function Sent({ note, onAnother }: { note?: Arrived; onAnother: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <Done>
      {note ? <CheckCircle2 aria-hidden className="big-icon" /> : <CloudUpload aria-hidden className="big-icon" />}
      <h2>{note ? t('sent.title') : t('sent.queuedTitle')}</h2>
      <p>{note ? t('sent.text', { wijk: note.wijkName }) : t('sent.queuedText')}</p>
      {note && <p className="hint">{t('sent.at', { time: clockTime(note.recordedAt, i18n.language) })}</p>}
      <div className="row">
        <Button look="main" onPress={onAnother}>
          {t('sent.another')}
        </Button>
        {note && (
          <Link className="button plain" to={`/mijn-meldingen/${note.noteId}`}>
            {t('sent.follow')}
          </Link>
        )}
      </div>
    </Done>
  );
}
