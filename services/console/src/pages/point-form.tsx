import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { pointCategories } from '../words/vocabulary';
import { useWish } from '../api/use';
import { useWijkName } from '../api/wijken';
import { useKeptDraft } from '../app/kept-draft';
import { newSending, whenSent } from '../app/sent-once';
import { Button } from '../components/button';
import { ChooseOne } from '../components/choices';
import { TextField } from '../components/field';
import { PlacePicker } from '../components/place-picker';
import { Done, Failed, useFieldErrors } from '../components/states';
import type { LonLat } from '../components/zone-map-view';

const fresh = () => ({
  ...newSending(),
  point: undefined as LonLat | undefined,
  category: undefined as (typeof pointCategories)[number] | undefined,
  label: '',
  safetyLine: '',
});

function usePointDraft() {
  const { draft, change, renew } = useKeptDraft('sensitive-point', fresh);
  const [tried, setTried] = useState(false);
  const identify = useWish('identifySensitivePoint', ['listSensitivePoints', 'readNeighbourhood']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { key, point, category } = draft;
    const [label, safetyLine] = [draft.label.trim(), draft.safetyLine.trim()];
    if (!point || !category || label === '') return;
    const arrived = () => {
      renew();
      setTried(false);
    };
    const request = { point, category, label, ...(safetyLine !== '' && { safetyLine }) };
    void whenSent(identify.mutateAsync({ request, key }), { arrived, change });
  };
  return { draft, change, tried, identify, submit };
}

/** E10: puts a place on the list of what is watched. */
export function PointForm() {
  const { t } = useTranslation();
  const wijkName = useWijkName();
  const { draft, change, tried, identify, submit } = usePointDraft();
  const errors = useFieldErrors(identify.error);
  const missing = (empty: boolean) => (tried && empty ? t('problem.field.required') : undefined);
  return (
    <form className="part" onSubmit={submit} noValidate aria-label={t('points.add')}>
      <h2>{t('points.add')}</h2>
      <PlacePicker
        of={t('points.add')}
        value={draft.point}
        error={errors['point'] ?? missing(!draft.point)}
        onPick={({ point }) => change({ point })}
      />
      <ChooseOne
        label={t('points.kind')}
        options={pointCategories}
        text={(category) => t(`points.category.${category}`)}
        value={draft.category}
        error={errors['category'] ?? missing(!draft.category)}
        onChange={(category) => change({ category })}
      />
      <TextField
        label={t('points.label')}
        hint={t('points.labelHint')}
        max={140}
        value={draft.label}
        error={errors['label'] ?? missing(draft.label.trim() === '')}
        onText={(label) => change({ label })}
      />
      <TextField
        label={t('street.safety')}
        hint={t('app.optional')}
        max={200}
        value={draft.safetyLine}
        onText={(safetyLine) => change({ safetyLine })}
      />
      <Button type="submit" look="main" isDisabled={identify.isPending}>
        {t('points.save')}
      </Button>
      {identify.isError && <Failed problem={identify.error} />}
      {identify.isSuccess && <Done key={identify.data.pointId}>{t('points.saved', { wijk: wijkName(identify.data.wijkId) })}</Done>}
    </form>
  );
}
