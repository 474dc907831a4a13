import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useAsk } from '../../api/use';
import { useFeedState } from '../../app/feed';
import { Page } from '../../components/page';
import { Asked, Empty } from '../../components/states';
import { Age, AsOf } from '../../components/time';
import { useLiveSteps, type Note } from './live-steps';
import { NoteDetail } from './note-detail';
import { useStepText } from './step-text';

/** Mijn meldingen: where each went and what came of it. */
export default function MyNotes() {
  const { t } = useTranslation();
  const { noteId } = useParams();
  const notes = useAsk('listMyNotes', { limit: 50 });
  const live = useFeedState()?.phase === 'live';
  useLiveSteps();
  return (
    <Page title={t('notes.title')} wide>
      <div className={noteId ? 'master-detail has-detail' : 'master-detail'}>
        <section className="master" aria-label={t('notes.title')}>
          <Asked query={notes}>
            {(data) => (
              <>
                {!live && <AsOf at={data.asOf} />}
                {data.notes.length === 0 ? <NoNotes /> : <NoteList notes={data.notes} selected={noteId} />}
              </>
            )}
          </Asked>
        </section>
        {noteId ? (
          <NoteDetail
            key={noteId}
            noteId={noteId}
            known={notes.data?.notes.find((note) => note.noteId === noteId)}
            listed={!notes.isPending}
          />
        ) : (
          notes.data && notes.data.notes.length > 0 && <p className="detail hint pick">{t('notes.pick')}</p>
        )}
      </div>
    </Page>
  );
}

function NoNotes() {
  const { t } = useTranslation();
  return (
    <Empty title={t('notes.emptyTitle')} text={t('notes.emptyText')}>
      <Link className="button main" to="/straat">
        {t('notes.toStreet')}
      </Link>
    </Empty>
  );
}

function NoteList({ notes, selected }: { notes: readonly Note[]; selected?: string }) {
  const { t } = useTranslation();
  const stepText = useStepText();
  return (
    <ul className="cards">
      {notes.map((note) => {
        const last = note.steps.at(-1);
        return (
          <li key={note.noteId}>
            <Link
              to={`/mijn-meldingen/${note.noteId}`}
              className={note.noteId === selected ? 'card-link selected' : 'card-link'}
              aria-current={note.noteId === selected || undefined}
            >
              <span className="card-title">{note.headline}</span>
              <span className="card-line">
                {t(`word.theme.${note.theme}`)} · {note.wijkName} · <Age at={note.recordedAt} />
              </span>
              <span className="card-state">{last ? stepText(last) : t('notes.noSteps')}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
