import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ArrowLeft } from 'lucide-react';
import type { Problem } from '../../api/problem';
import { useAsk } from '../../api/use';
import { Button } from '../../components/button';
import { HandlingChip, Reliability, SafetyLine } from '../../components/item';
import { RecordNumber } from '../../components/record-number';
import { Asked, Failed, Loading } from '../../components/states';
import { Age } from '../../components/time';
import type { Note } from './live-steps';
import { Timeline } from './timeline';

/** One note of mine: its way first; its whole text only when asked, because that read is logged. */
export function NoteDetail({ noteId, known, listed }: { noteId: string; known?: Note; listed: boolean }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const note = useAsk('readNote', { noteId }, { enabled: whole || (listed && !known), freshMs: Infinity });
  const shown = known ?? note.data;
  const asked = whole || note.data !== undefined;
  return (
    <article className="detail" aria-labelledby="note-title">
      <Link className="back" to="/mijn-meldingen">
        <ArrowLeft aria-hidden /> {t('app.back')}
      </Link>
      {shown ? <Way note={shown} /> : <NotYet problem={note.error} />}
      {shown && asked && <Asked query={note}>{({ form }) => <WholeNote form={form} />}</Asked>}
      {shown && !asked && (
        <>
          <Button onPress={() => setWhole(true)}>{t('notes.openNote')}</Button>
          <p className="hint">{t('notes.openWhy')}</p>
        </>
      )}
    </article>
  );
}

const NotYet = ({ problem }: { problem: Problem | null }) => (problem ? <Failed problem={problem} /> : <Loading />);

function Way({ note }: { note: Note }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 id="note-title">{note.headline}</h2>
      <p className="hint">
        {t(`word.theme.${note.theme}`)} · {note.wijkName} · <Age at={note.recordedAt} exact />
      </p>
      <h3>{t('notes.whereDidItGo')}</h3>
      <Timeline note={note} />
      <RecordNumber id={note.noteId} />
    </>
  );
}

type Form = Extract<ReturnType<typeof useAsk<'readNote'>>['data'], object>['form'];

function WholeNote({ form }: { form: Form }) {
  const { t } = useTranslation();
  return (
    <div className="whole">
      {form.safetyLine && <SafetyLine text={form.safetyLine} />}
      <p className="row">
        <HandlingChip handling={form.handling} /> <Reliability evaluation={form.evaluation} />
      </p>
      <h3>{t('notes.fact')}</h3>
      <p className="text">{form.fact}</p>
      {form.assessment && (
        <>
          <h3>{t('notes.assessment')}</h3>
          <p className="text assessment">{form.assessment}</p>
        </>
      )}
      {form.person && (
        <>
          <h3>{t('street.person')}</h3>
          <p className="text">
            {[t(`word.category.${form.person.category}`), form.person.name, form.person.description].filter(Boolean).join(' · ')}
          </p>
        </>
      )}
    </div>
  );
}
