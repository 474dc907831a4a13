import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Scale } from 'lucide-react';
import type { AnswerOf } from '../../../api/routes';
import { useWish } from '../../../api/use';
import { Button } from '../../../components/button';
import { ChooseOne } from '../../../components/choices';
import { SelectField } from '../../../components/field';
import { Failed, useFieldErrors } from '../../../components/states';
import { natures, severities, urgencies } from '../../../words/vocabulary';
import { useNature } from '../call-card';
import type { Call } from '../frames';
import { weighingTaken, type KeptAnswer } from './drafts';
import { useFocusFirst } from './use-focus';
import { whenTaken } from './when-taken';

interface Props {
  call: Call;
  kept: KeptAnswer;
  focus: boolean;
  onWeighed: (weighed: AnswerOf<'triageCall'>) => void;
}

/** I03: severity, urgency, nature. The last two come from the caller's first words and are corrected here. */
export function TriageForm({ call, kept: { draft, change }, focus, onWeighed }: Props) {
  const { t } = useTranslation();
  const nature = useNature();
  const [tried, setTried] = useState(false);
  const weigh = useWish('triageCall', ['listCalls', 'listPromises']);
  const errors = useFieldErrors(weigh.error);
  const box = useFocusFirst<HTMLFormElement>(focus);
  const severity = draft.severity ?? call.triage?.severity;
  const facts = { urgency: draft.urgency ?? call.urgency, nature: draft.nature ?? call.nature };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!severity) return;
    void whenTaken(weigh.mutateAsync({ request: { callId: call.callId, severity, ...facts } }), (weighed) => {
      change(weighingTaken);
      onWeighed(weighed);
    });
  };
  return (
    <form ref={box} className="answer-step" onSubmit={onSubmit} noValidate>
      <ChooseOne
        label={t('answer.severity')}
        options={severities}
        text={(one) => t(`word.severity.${one}`)}
        value={severity}
        error={errors['severity'] ?? (tried && !severity ? t('problem.field.required') : undefined)}
        onChange={(one) => change({ severity: one })}
      />
      <ChooseOne
        label={t('calls.urgency')}
        options={urgencies}
        text={(one) => t(`word.urgency.${one}`)}
        value={facts.urgency}
        onChange={(urgency) => change({ urgency })}
      />
      <SelectField
        label={t('calls.nature')}
        options={natures.some((one) => one === facts.nature) ? natures : [facts.nature, ...natures]}
        text={nature}
        value={facts.nature}
        error={errors['nature']}
        onChoose={(one) => change({ nature: one })}
      />
      <Button type="submit" look="main" icon={<Scale aria-hidden />} isDisabled={weigh.isPending}>
        {t('answer.weigh')}
      </Button>
      {weigh.isError && <Failed problem={weigh.error} />}
    </form>
  );
}
