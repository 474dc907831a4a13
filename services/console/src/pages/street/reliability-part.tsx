import { useTranslation } from 'react-i18next';
import { SelectField } from '../../components/field';
import { useReliability } from '../../components/item';
import { evaluationOf } from '../../drafts/note-draft';
import { informationCodes, sources } from '../../words/vocabulary';
import type { FormProps } from './note-form';

/** The 4×4 evaluation in words; the usual one for the way of knowing is filled in. */
export function ReliabilityPart({ draft, change, errors }: FormProps) {
  const { t } = useTranslation();
  const words = useReliability();
  const evaluation = evaluationOf(draft);
  return (
    <details className="inline" open={errors['evaluation'] !== undefined}>
      <summary>
        {t('app.labelled', { label: t('street.reliability') })}
        <span className="strong">{words(evaluation)}</span>
      </summary>
      <div className="two">
        <SelectField
          label={t('street.source')}
          options={sources}
          text={(source) => `${source} · ${t(`word.source.${source}`)}`}
          value={evaluation.source}
          error={errors['evaluation']}
          onChoose={(source) => change({ evaluation: { ...evaluation, source } })}
        />
        <SelectField
          label={t('street.information')}
          options={informationCodes}
          text={(information) => `${information} · ${t(`word.information.${information}`)}`}
          value={evaluation.information}
          onChoose={(information) => change({ evaluation: { ...evaluation, information } })}
        />
      </div>
    </details>
  );
}
