import { useTranslation } from 'react-i18next';
import { SelectField, TextField } from '../../components/field';
import { observedInput, topicOf } from '../../drafts/note-draft';
import { legalBases, purposes, topics } from '../../words/vocabulary';
import type { FormProps } from './note-form';

const kinds = ['problem', 'particularity'] as const;
const folded = ['safetyLine', 'observedAt', 'placeDescription', 'kind', 'topic', 'purpose', 'legalBasis'];

/** What is usually right already: safety, time, place in words, kind, purpose and legal basis. */
export function MoreForm({ draft, change, errors }: FormProps) {
  const { t } = useTranslation();
  const opened = draft.safetyLine !== '' || folded.some((field) => errors[field] !== undefined);
  return (
    <details className="part" data-field="observedAt" open={opened || undefined}>
      <summary>{t('street.more2')}</summary>
      <TextField
        label={t('street.safety')}
        hint={t('street.safetyHint')}
        max={200}
        value={draft.safetyLine}
        error={errors['safetyLine']}
        onText={(safetyLine) => change({ safetyLine })}
      />
      <TextField
        label={t('street.placeDescription')}
        hint={t('street.placeDescriptionHint')}
        max={200}
        value={draft.placeDescription}
        error={errors['placeDescription']}
        onText={(placeDescription) => change({ placeDescription })}
      />
      <TextField
        label={t('street.observedAt')}
        hint={draft.observedAt === undefined ? t('street.observedNow') : undefined}
        type="datetime-local"
        value={observedInput(draft)}
        error={errors['observedAt']}
        // As it is typed: a year that is half there must not be taken for another one and written over.
        onText={(local) => change({ observedAt: local === '' ? undefined : local })}
      />
      <UsuallyRight draft={draft} change={change} errors={errors} />
    </details>
  );
}

function UsuallyRight({ draft, change, errors }: FormProps) {
  const { t } = useTranslation();
  const basis = legalBases.find((known) => known === draft.legalBasis) ?? 'wpa-44-1';
  return (
    <div className="two">
      <SelectField
        label={t('street.kind')}
        options={kinds}
        text={(kind) => t(`word.kind.${kind}`)}
        value={draft.kind}
        error={errors['kind']}
        onChoose={(kind) => change({ kind })}
      />
      <SelectField
        label={t('street.topic')}
        options={topics}
        text={(topic) => t(`word.topic.${topic}`)}
        value={topicOf(draft)}
        error={errors['topic']}
        onChoose={(topic) => change({ topic })}
      />
      <SelectField
        label={t('street.purpose')}
        options={purposes}
        text={(purpose) => t(`word.purpose.${purpose}`)}
        value={draft.purpose}
        error={errors['purpose']}
        onChoose={(purpose) => change({ purpose })}
      />
      <SelectField
        label={t('street.legalBasis')}
        options={legalBases}
        text={(one) => t(`word.legalBasis.${one}`)}
        value={basis}
        error={errors['legalBasis']}
        onChoose={(legalBasis) => change({ legalBasis })}
      />
    </div>
  );
}
