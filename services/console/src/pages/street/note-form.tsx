import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChooseOne } from '../../components/choices';
import { TextArea, TextField } from '../../components/field';
import { PlacePicker } from '../../components/place-picker';
import type { NoteDraft } from '../../drafts/note-draft';
import { handlingCodes, themes, waysOfKnowing, type Theme } from '../../words/vocabulary';
import { FreeTextHints } from './free-text-hints';
import { MoreForm } from './more-form';
import { PersonPart } from './person-part';
import { ReliabilityPart } from './reliability-part';

export interface FormProps {
  draft: NoteDraft;
  change: (part: Partial<NoteDraft>) => void;
  errors: Record<string, string>;
}

/** Themes a neighbourhood officer notes most; the rest is one tap further. */
const usual: readonly Theme[] = ['nuisance', 'drugs', 'noise', 'vandalism', 'burglary', 'illegalDumping', 'traffic', 'neighbourConflict'];

/** The form of a note: what is always needed stands open, in the order of the hand; the rest is folded away. */
export function NoteForm({ sending, ...props }: FormProps & { sending: boolean }) {
  const { draft, change, errors } = props;
  const { t } = useTranslation();
  return (
    // While it leaves it takes no word: what is added now would not go along.
    <form className="note-form" inert={sending} onSubmit={(event) => event.preventDefault()} noValidate>
      <Part title={t('street.where')} field="point" className="where">
        <PlacePicker
          value={draft.point}
          accuracyMetres={draft.accuracyMetres}
          error={errors['point']}
          onPick={({ point, accuracyMetres }) => change({ point, accuracyMetres })}
        />
      </Part>
      <div className="form-column">
        <WhatPart {...props} />
        <ThemePart {...props} />
        <div className="part">
          <ChooseOne
            label={t('street.howKnown')}
            options={waysOfKnowing}
            text={(way) => t(`word.howKnown.${way}`)}
            value={draft.howKnown}
            onChange={(howKnown) => change({ howKnown, evaluation: undefined })}
          />
          <ReliabilityPart {...props} />
        </div>
        <HandlingPart {...props} />
        <MoreForm {...props} />
        <PersonPart {...props} />
      </div>
    </form>
  );
}

export function Part({
  title,
  field,
  className = '',
  children,
}: {
  title: string;
  field: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`part ${className}`} data-field={field} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The sentence, and the facts apart from what I think of them. */
function WhatPart({ draft, change, errors }: FormProps) {
  const { t } = useTranslation();
  const [more, setMore] = useState(draft.fact !== '' || draft.assessment !== '');
  return (
    <section className="part" data-field="headline" aria-label={t('street.what')}>
      <TextArea
        label={t('street.headline')}
        hint={t('street.headlineHint')}
        max={140}
        value={draft.headline}
        error={errors['headline']}
        onText={(headline) => change({ headline })}
        enterKeyHint="done"
      />
      <FreeTextHints text={draft.headline} />
      <details open={more || errors['fact'] !== undefined} onToggle={(event) => setMore(event.currentTarget.open)}>
        <summary>{t('street.more')}</summary>
        <TextArea
          label={t('street.fact')}
          hint={t('street.factHint')}
          max={4000}
          rows={3}
          value={draft.fact}
          error={errors['fact']}
          onText={(fact) => change({ fact })}
        />
        <FreeTextHints text={draft.fact} />
        <TextArea
          label={t('street.assessment')}
          hint={t('street.assessmentHint')}
          max={4000}
          value={draft.assessment}
          error={errors['assessment']}
          onText={(assessment) => change({ assessment })}
        />
      </details>
    </section>
  );
}

function ThemePart({ draft, change, errors }: FormProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all || (draft.theme && !usual.includes(draft.theme)) ? themes : usual;
  return (
    <section className="part" data-field="theme" aria-label={t('street.theme')}>
      <ChooseOne
        label={t('street.theme')}
        options={shown}
        text={(theme) => t(`word.theme.${theme}`)}
        value={draft.theme}
        error={errors['theme']}
        onChange={(theme) => change({ theme, topic: undefined })}
      />
      {shown === usual && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {t('street.moreThemes')}
        </button>
      )}
    </section>
  );
}

function HandlingPart({ draft, change, errors }: FormProps) {
  const { t } = useTranslation();
  return (
    <section className="part" data-field="handlingText" aria-label={t('street.handling')}>
      <ChooseOne
        label={t('street.handling')}
        options={handlingCodes}
        text={(code) => t(`word.handlingShort.${code}`)}
        note={t(`word.handlingWhy.${draft.handling}`)}
        value={draft.handling}
        error={errors['handling']}
        onChange={(handling) => change({ handling })}
      />
      {draft.handling === 'H3' && (
        <TextField
          label={t('street.handlingText')}
          max={200}
          value={draft.handlingText}
          error={errors['handlingText']}
          onText={(handlingText) => change({ handlingText })}
        />
      )}
    </section>
  );
}
