import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueue } from '../../app/queue';
import { Button } from '../../components/button';
import { Page } from '../../components/page';
import { Failed, Loading, useFieldErrors } from '../../components/states';
import { shortTime } from '../../i18n/time';
import { Problem } from '../../api/problem';
import { needsOf, toRequest, type Need, type NoteDraft } from '../../drafts/note-draft';
import type { Arrived } from '../../drafts/queue';
import { NoteForm } from './note-form';
import { QueueList, type WaitingNote } from './queue-list';
import { SendBar } from './send-bar';
import { Sent } from './sent';
import { draftName, useNoteDraft, type DraftHold } from './use-note-draft';

type Stage = { kind: 'writing'; problem?: Problem; needs: Need[] } | { kind: 'sending' } | { kind: 'sent'; note?: Arrived };

/** Straat: note what I just learnt, in four taps and a sentence. */
export default function Street() {
  const { t } = useTranslation();
  const hold = useNoteDraft();
  const { stage, write, share, open } = useSharing(hold);
  return (
    <Page title={t('street.title')}>
      <QueueList onOpen={open} />
      {!hold.lasting && <p className="notice attention">{t('street.notLasting')}</p>}
      {!hold.ready ? (
        <Loading rows={5} />
      ) : stage.kind === 'sent' ? (
        <Sent note={stage.note} onAnother={write} />
      ) : (
        <Writing hold={hold} stage={stage} share={share} />
      )}
    </Page>
  );
}

/** From a draft to a note that arrived, waits, or came back with what is wrong. */
function useSharing(hold: DraftHold) {
  const queue = useQueue();
  const [stage, setStage] = useState<Stage>({ kind: 'writing', needs: [] });
  const share = async () => {
    const { draft } = hold;
    const now = new Date().toISOString();
    const needs = needsOf(draft, now);
    setStage(needs.length > 0 ? { kind: 'writing', needs } : { kind: 'sending' });
    if (needs.length > 0) return focusNeed(needs[0]);
    const request = toRequest(draft, now);
    const outcome = await queue.send({ key: draft.key, kind: 'note', draft, request, queuedAt: now, state: 'waiting' }, draftName);
    if (outcome.kind !== 'refused') {
      hold.renew();
      return setStage({ kind: 'sent', note: outcome.kind === 'arrived' ? outcome.note : undefined });
    }
    // An earlier version arrived from another window: the list of what waits asks which of the two should hold.
    if (outcome.problem.code === 'idempotency-key-reused') {
      hold.renew();
      return setStage({ kind: 'writing', needs: [] });
    }
    // Refused for good: back to the form under a new key, because its content will change.
    hold.replace({ ...draft, key: crypto.randomUUID() });
    await queue.take(draft.key);
    setStage({ kind: 'writing', problem: outcome.problem, needs: [] });
  };
  const open = (item: WaitingNote) => {
    hold.replace({ ...item.draft, key: crypto.randomUUID() });
    void queue.take(item.key);
    const { code, status, errors } = item.problem ?? { code: 'invalid-request', status: 400, errors: [] };
    setStage({ kind: 'writing', problem: new Problem(code, status, errors), needs: [] });
  };
  return { stage, share, open, write: () => setStage({ kind: 'writing', needs: [] }) };
}

function Writing({ hold, stage, share }: { hold: DraftHold; stage: Exclude<Stage, { kind: 'sent' }>; share: () => Promise<void> }) {
  const { t, i18n } = useTranslation();
  const [undo, setUndo] = useState<NoteDraft>();
  const { problem, needs: told } = stage.kind === 'writing' ? stage : { problem: undefined, needs: [] };
  // What was filled in since is no longer asked for.
  const still = needsOf(hold.draft, new Date().toISOString());
  const needs = told.filter((need) => still.includes(need));
  const errors = { ...useFieldErrors(problem), ...useNeedErrors(needs) };
  const bringBack = (draft: NoteDraft) => {
    hold.replace(draft);
    setUndo(undefined);
  };
  return (
    <>
      {hold.restored && (
        <p className="hint" role="status">
          {t('street.restored', { time: shortTime(hold.draft.startedAt, i18n.language, Date.now()) })}
        </p>
      )}
      {problem && <Failed problem={problem} />}
      <NoteForm draft={hold.draft} change={hold.change} errors={errors} />
      {undo && (
        <p className="undo" role="status">
          {t('street.discarded')}{' '}
          <Button look="quiet" onPress={() => bringBack(undo)}>
            {t('street.undo')}
          </Button>
        </p>
      )}
      <SendBar
        needs={needs}
        kept={hold.kept}
        sending={stage.kind === 'sending'}
        onSend={() => void share()}
        onDiscard={() => setUndo(hold.clear())}
      />
    </>
  );
}

/** The words for what is still missing, beside its field. */
function useNeedErrors(needs: readonly Need[]): Record<string, string> {
  const { t } = useTranslation();
  return Object.fromEntries(
    needs.map((need) => [
      need,
      need === 'observedAt' ? t('problem.wijk.observed-in-future' as 'problem.internal') : t('problem.field.required'),
    ]),
  );
}

/** Brings the first missing thing under the hand. */
function focusNeed(need: Need | undefined): void {
  const section = document.querySelector<HTMLElement>(`[data-field="${need}"]`);
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  section?.scrollIntoView({ block: 'center', behavior: reduced ? 'auto' : 'smooth' });
  section?.querySelector<HTMLElement>('textarea, input, button')?.focus({ preventScroll: true });
}
