import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button';
import type { Call } from '../frames';
import { Answered } from './answered';
import { DecisionForm } from './decision-form';
import { useAnswerDraft } from './drafts';
import { withAnswers, type Ahead } from './promise';
import { TriageForm } from './triage-form';

type Step = 'weigh' | 'decide' | 'answered';

/** How far a call is, by what the server knows of it. */
const stepOf = ({ triage, decision }: Call): Step => (decision ? 'answered' : triage ? 'decide' : 'weigh');

interface Props {
  call: Call;
  /** Registered a moment ago: the hand goes on here. */
  fresh: boolean;
}

/** From a registered call to an answer the caller knows of: weigh, decide, say. Each Enter brings the hand to the next step. Mounted anew for each call. */
export function AnswerCall({ call: listed, fresh }: Props) {
  const { t } = useTranslation();
  const kept = useAnswerDraft(listed.callId);
  const [ahead, setAhead] = useState<Ahead>({});
  const call = withAnswers(listed, ahead);
  const [asked, setAsked] = useState<Step>();
  const [moved, setMoved] = useState(fresh);
  const step = asked ?? stepOf(call);
  const go = (next?: Step, answer: Ahead = {}) => {
    setAhead((old) => ({ ...old, ...answer }));
    setAsked(next);
    setMoved(true);
  };
  return (
    <section className="answer-call no-print" aria-label={t('answer.title', { number: call.number })}>
      {step === 'weigh' && <TriageForm call={call} kept={kept} focus={moved} onWeighed={(weighed) => go('decide', { weighed })} />}
      {step === 'decide' && (
        <>
          <DecisionForm
            call={call}
            kept={kept}
            focus={moved}
            onDecided={({ notice, ...decided }) => go(undefined, { decided, ...(notice ? { told: notice } : {}) })}
          />
          <Button look="quiet" onPress={() => go('weigh')}>
            {t('answer.weighAgain')}
          </Button>
        </>
      )}
      {step === 'answered' && (
        <Answered
          call={call}
          kept={kept}
          fresh={moved}
          onAgain={() => go('decide')}
          onAnswer={(answer) => setAhead((old) => ({ ...old, ...answer }))}
        />
      )}
    </section>
  );
}
