import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page';
import { Failed, Loading, useFieldErrors } from '../../components/states';
import { shortTime } from '../../i18n/time';
import { needsOf, observedOf, type Need, type NoteDraft } from '../../drafts/note-draft';
import { NoteForm } from './note-form';
import { PutBack } from './put-back';
import { QueueList } from './queue-list';
import { SendBar } from './send-bar';
import { Sent } from './sent';
import { useAside, type Aside } from './use-aside';
import { useNoteDraft, type DraftHold } from './use-note-draft';
import { useSharing, type Sharing, type Stage } from './use-sharing';

/** Straat: note what I just learnt, in four taps and a sentence. */
export default function Street() {
  const { t } = useTranslation();
  const hold = useNoteDraft();
  const aside = useAside(hold);
  const sharing = useSharing(hold, aside);
  const { stage } = sharing;
  return (
    <Page title={t('street.title')}>
      <QueueList onOpen={hold.ready && stage.kind !== 'sending' ? sharing.open : undefined} />
      {!hold.lasting && <p className="notice attention">{t('street.notLasting')}</p>}
      {!hold.ready ? (
        <Loading rows={5} />
      ) : stage.kind === 'sent' ? (
        <Sent note={stage.note} onAnother={sharing.write} />
      ) : (
        <Writing hold={hold} aside={aside} stage={stage} sharing={sharing} />
      )}
    </Page>
  );
}

interface WritingProps {
  hold: DraftHold;
  aside: Aside;
  stage: Exclude<Stage, { kind: 'sent' }>;
  sharing: Sharing;
}

/** A place that is found while the note leaves comes too late for it. */
const ignore = () => undefined;

function Writing({ hold, aside, stage, sharing }: WritingProps) {
  const { t, i18n } = useTranslation();
  const sending = stage.kind === 'sending';
  const { problem, needs: told } = stage.kind === 'writing' ? stage : { problem: undefined, needs: [] };
  // What was filled in since is no longer asked for.
  const still = needsOf(hold.draft, new Date().toISOString());
  const needs = told.filter((need) => still.includes(need));
  const errors = { ...useFieldErrors(problem), ...useNeedErrors(needs, hold.draft) };
  return (
    <>
      {hold.restored && (
        <p className="hint" role="status">
          {t('street.restored', { time: shortTime(hold.draft.startedAt, i18n.language, Date.now()) })}
        </p>
      )}
      {problem && <Failed problem={problem} />}
      <NoteForm draft={hold.draft} change={sending ? ignore : hold.change} errors={errors} sending={sending} />
      {!sending && <PutBack aside={aside} bring={sharing.putBack} />}
      <SendBar needs={needs} kept={hold.kept} sending={sending} onSend={sharing.share} onDiscard={aside.erase} />
    </>
  );
}

/** The words for what is still missing, beside its field. */
function useNeedErrors(needs: readonly Need[], draft: NoteDraft): Record<string, string> {
  const { t } = useTranslation();
  const moment =
    observedOf(draft, '') === undefined ? t('problem.field.invalid') : t('problem.wijk.observed-in-future' as 'problem.internal');
  return Object.fromEntries(needs.map((need) => [need, need === 'observedAt' ? moment : t('problem.field.required')]));
}
