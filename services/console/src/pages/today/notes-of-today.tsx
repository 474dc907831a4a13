import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAsk } from '../../api/use';
import { Asked } from '../../components/states';
import { Age } from '../../components/time';
import { askedBack } from '../notes/asked-back';
import { useLiveSteps, type Note } from '../notes/live-steps';
import { useStepText } from '../notes/step-text';

const waits = (note: Note): boolean => askedBack(note) !== undefined;

/** What waits for the author, and the latest of the rest; live. */
export function NotesOfToday() {
  const { t } = useTranslation();
  const notes = useAsk('listMyNotes', { limit: 50 });
  useLiveSteps();
  return (
    <Asked query={notes} rows={4}>
      {({ notes: all }) => {
        const waiting = all.filter(waits).slice(0, 5);
        const lately = all.filter((note) => !waits(note) && note.steps.length > 0).slice(0, 5);
        return (
          <>
            <NoteSection title={t('today.asked')} none={t('today.askedNone')} why={t('today.askedWhy')} notes={waiting} />
            <NoteSection title={t('today.lately')} none={t('today.latelyNone')} notes={lately} />
          </>
        );
      }}
    </Asked>
  );
}

function NoteSection({ title, none, why, notes }: { title: string; none: string; why?: string; notes: readonly Note[] }) {
  const { t } = useTranslation();
  const stepText = useStepText();
  return (
    <section className="part" aria-label={title}>
      <h2>{title}</h2>
      {notes.length === 0 ? <p className="hint">{none}</p> : why && <p className="hint">{why}</p>}
      {notes.length > 0 && (
        <ul className="cards">
          {notes.map((note) => {
            const last = askedBack(note) ?? note.steps.at(-1);
            return (
              <li key={note.noteId}>
                <Link className="card-link" to={`/mijn-meldingen/${note.noteId}`}>
                  <span className="card-title">{note.headline}</span>
                  <span className="card-line">
                    {t(`word.theme.${note.theme}`)} · {note.wijkName} · <Age at={last?.at ?? note.recordedAt} />
                  </span>
                  <span className="card-state">{last && stepText(last)}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
