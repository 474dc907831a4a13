import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Check } from 'lucide-react';
import type { AnswerOf, RequestOf } from '../../../api/routes';
import { useWish } from '../../../api/use';
import { Button } from '../../../components/button';
import { ChooseOne } from '../../../components/choices';
import { TextField } from '../../../components/field';
import { Failed, useFieldErrors } from '../../../components/states';
import { noticeMotives, responses, type NoticeMotive, type Response } from '../../../words/vocabulary';
import type { Call } from '../frames';
import { inMinutes, noticeOf, type AnswerDraft, type KeptAnswer } from './drafts';
import { NoticeFields } from './notice-fields';
import { useFocusFirst } from './use-focus';
import { whenTaken } from './when-taken';

interface Props {
  call: Call;
  kept: KeptAnswer;
  focus: boolean;
  onDecided: (decided: AnswerOf<'decideResponse'>) => void;
}

/** Motives that fit an answer now, and later. */
const motivesOf: Record<Response, readonly NoticeMotive[]> = {
  IMMEDIATE: ['unitComing', 'noUnitFree', 'otherService', 'other'],
  LATER: noticeMotives.filter((motive) => motive !== 'unitComing'),
};

/** Minutes offered when one decides otherwise than the table: its own time is then for the other answer. */
const usualMinutes: Record<Response, number> = { IMMEDIATE: 30, LATER: 120 };

const minutesFor = (response: Response, proposal: NonNullable<Call['triage']>['proposal']): number =>
  proposal?.response === response ? proposal.withinMinutes : usualMinutes[response];

/** What stands in the form: what was typed, else what the table proposes. A later answer has no motive of itself: that is said, not presumed. */
function useFilled(call: Call, draft: AnswerDraft): AnswerDraft & { response: Response } {
  const proposal = call.triage?.proposal;
  const [opened] = useState(Date.now);
  const response = draft.response ?? proposal?.response ?? 'IMMEDIATE';
  const minutes = minutesFor(response, proposal);
  const fitting = draft.motive && motivesOf[response].includes(draft.motive) ? draft.motive : undefined;
  const motive = fitting ?? (response === 'IMMEDIATE' ? 'unitComing' : undefined);
  return { until: inMinutes(minutes, opened), ...draft, response, motive };
}

/** Sends the decision; what was typed is forgotten only when it was taken. */
function useDecide(call: Call, { response, reason = '' }: ReturnType<typeof useFilled>, then: Props['onDecided']) {
  const decide = useWish('decideResponse', ['listCalls', 'listPromises']);
  const send = (notice: RequestOf<'decideResponse'>['notice']) => {
    const why = reason.trim() ? { reason: reason.trim() } : {};
    const request = { callId: call.callId, response, ...why, ...(notice ? { notice } : {}) };
    void whenTaken(decide.mutateAsync({ request }), then);
  };
  return { decide, send };
}

/** I05: now or later. Enter decides and notes that the caller heard it; that the caller was not reached is said apart. */
export function DecisionForm({ call, kept: { draft, change, renew }, focus, onDecided }: Props) {
  const { t } = useTranslation();
  const filled = useFilled(call, draft);
  const { response } = filled;
  const { decide, send } = useDecide(call, filled, (decided) => {
    renew();
    onDecided(decided);
  });
  const errors = useFieldErrors(decide.error);
  const box = useFocusFirst<HTMLFormElement>(focus);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send(noticeOf(filled));
  };
  return (
    <form ref={box} className="answer-step" onSubmit={onSubmit} noValidate>
      <Proposed call={call} />
      <ChooseOne
        label={t('answer.decide')}
        options={responses}
        text={(one) => t(`word.response.${one}`)}
        value={response}
        onChange={(one) => change({ response: one, motive: undefined })}
      />
      <Otherwise call={call} filled={filled} error={errors['reason']} change={change} />
      <NoticeFields draft={filled} change={change} errors={errors} motives={motivesOf[response]} />
      <Button type="submit" look="main" icon={<Check aria-hidden />} isDisabled={decide.isPending}>
        {t('answer.confirm')}
      </Button>
      {response === 'IMMEDIATE' && (
        <Button isDisabled={decide.isPending} onPress={() => send(undefined)}>
          {t('answer.confirmSilent')}
        </Button>
      )}
      {decide.isError && <Failed problem={decide.error} />}
    </form>
  );
}

interface OtherwiseProps {
  call: Call;
  filled: ReturnType<typeof useFilled>;
  error?: string;
  change: KeptAnswer['change'];
}

/** I03: other than proposed needs a reason. */
function Otherwise({ call, filled: { response, reason = '' }, error, change }: OtherwiseProps) {
  const { t } = useTranslation();
  const proposed = call.triage?.proposal?.response;
  if (proposed === undefined || proposed === response) return null;
  return (
    <TextField
      label={t('answer.reason')}
      hint={t('answer.wordsHint')}
      autoComplete="off"
      max={300}
      value={reason}
      error={error}
      onText={(text) => change({ reason: text })}
    />
  );
}

function Proposed({ call: { triage } }: { call: Call }) {
  const { t } = useTranslation();
  const { proposal } = triage ?? {};
  const within = (minutes: number) =>
    minutes % 60 === 0 && minutes > 60 ? t('answer.within.hours', { count: minutes / 60 }) : t('answer.within.minutes', { count: minutes });
  const text = proposal
    ? t('answer.proposal', { response: t(`word.response.${proposal.response}`), within: within(proposal.withinMinutes) })
    : t('answer.noProposal');
  return (
    <p className="strong" role="status">
      {text}
    </p>
  );
}
