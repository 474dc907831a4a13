import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { AnswerOf } from '../../api/routes';
import { useAsk } from '../../api/use';
import { useAnnounce } from '../../app/announcer';
import { useFeedState, useFrames } from '../../app/feed';
import { Page } from '../../components/page';
import { Asked, Empty } from '../../components/states';
import { Age, AsOf } from '../../components/time';
import { NoteDetail } from './note-detail';
import { useStepText } from './step-text';

type Notes = AnswerOf<'listMyNotes'>;
export type Note = Notes['notes'][number];
export type Step = Note['steps'][number];

/** New steps come in live: the note they belong to gets them, without asking the server again. */
function useLiveSteps(): void {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const stepText = useStepText();
  useFrames(['note-progress'], ({ data }) => {
    const { authorId: _author, stepId: _id, ...rest } = data;
    const step = rest as unknown as Step;
    const add = <T extends Note>(note: T): T =>
      note.noteId !== step.noteId || note.steps.some((known) => sameStep(known, step)) ? note : { ...note, steps: [...note.steps, step] };
    queries.setQueriesData<Notes>({ queryKey: ['listMyNotes'] }, (old) => old && { ...old, notes: old.notes.map(add) });
    queries.setQueriesData<AnswerOf<'readNote'>>({ queryKey: ['readNote'] }, (old) => old && add(old));
    announce(stepText(step));
  });
}

const sameStep = (a: Step, b: Step): boolean => a.step === b.step && a.audience === b.audience && a.at === b.at;

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
