import { useTranslation } from 'react-i18next';
import { useAudience } from '../../components/item';
import type { Step } from './live-steps';

/** One step of a note as a sentence: "Aanvaard door lokale recherche". */
export function useStepText(): (step: Step) => string {
  const { t } = useTranslation();
  const audience = useAudience();
  return (step) =>
    capital(
      t(`notes.steps.${step.step}`, {
        audience: audience(step.audience),
        reason: step.reason ? t(`word.reason.${step.reason}`).toLowerCase() : '',
        verdict: step.verdict ? t(`word.verdict.${step.verdict}`).toLowerCase() : '',
      }),
    );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
