import { useTranslation } from 'react-i18next';
import { CircleCheck, CircleDot, CircleSlash, CornerUpLeft, Radio, Send, Star, type LucideIcon } from 'lucide-react';
import { Moment } from '../../components/time';
import type { Note, Step } from './live-steps';
import { useStepText } from './step-text';

const icons: Record<Step['step'], LucideIcon> = {
  routed: Send,
  'not-useful': CircleSlash,
  briefed: Radio,
  accepted: CircleCheck,
  returned: CornerUpLeft,
  rated: Star,
};

/** Where the note went, from arrival on. */
export function Timeline({ note }: { note: Note }) {
  const { t } = useTranslation();
  const stepText = useStepText();
  const steps = [...note.steps].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <ol className="timeline" aria-label={t('notes.whereDidItGo')}>
      <li>
        <CircleDot aria-hidden />
        <span>{t('notes.recorded', { wijk: note.wijkName })}</span>
        <Moment at={note.recordedAt} />
      </li>
      {steps.map((step) => {
        const Icon = icons[step.step];
        return (
          <li key={`${step.step} ${step.audience ?? ''} ${step.at}`} className={`step ${step.step}`}>
            <Icon aria-hidden />
            <span>{stepText(step)}</span>
            <Moment at={step.at} />
          </li>
        );
      })}
      {steps.length === 0 && <li className="hint">{t('notes.noSteps')}</li>}
    </ol>
  );
}
