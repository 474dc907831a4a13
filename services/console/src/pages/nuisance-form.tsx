import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWish } from '../api/use';
import { useWijkName } from '../api/wijken';
import { useKeptDraft } from '../app/kept-draft';
import { newSending, whenSent } from '../app/sent-once';
import { Button } from '../components/button';
import { ChooseOne } from '../components/choices';
import { TextArea } from '../components/field';
import { PlacePicker } from '../components/place-picker';
import { Done, Failed, useFieldErrors } from '../components/states';
import type { LonLat } from '../components/zone-map-view';
import { nuisanceCategories, polluterTypes } from '../words/vocabulary';

const fresh = () => ({
  ...newSending(),
  point: undefined as LonLat | undefined,
  category: undefined as (typeof nuisanceCategories)[number] | undefined,
  polluterType: 'INDIVIDUAL' as (typeof polluterTypes)[number],
  description: '',
});

function useNuisanceDraft() {
  const { draft, change, renew } = useKeptDraft('nuisance', fresh);
  const [tried, setTried] = useState(false);
  const report = useWish('reportNuisance', ['listNuisances', 'readNeighbourhood']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { key, point, category, polluterType, description, at = new Date().toISOString() } = draft;
    if (!point || !category || description.trim() === '') return;
    change({ at });
    const request = { point, category, polluterType, description: description.trim(), observedAt: at };
    const arrived = () => {
      renew();
      setTried(false);
    };
    void whenSent(report.mutateAsync({ request, key }), { arrived, change });
  };
  return { draft, change, tried, report, submit };
}

/** E03: a nuisance by an individual or a company, at a place. */
export function NuisanceForm() {
  const { t } = useTranslation();
  const wijkName = useWijkName();
  const { draft, change, tried, report, submit } = useNuisanceDraft();
  const errors = useFieldErrors(report.error);
  const missing = (empty: boolean) => (tried && empty ? t('problem.field.required') : undefined);
  return (
    <form className="part" onSubmit={submit} noValidate aria-label={t('environment.report')}>
      <h2>{t('environment.report')}</h2>
      <PlacePicker
        of={t('environment.report')}
        value={draft.point}
        error={errors['point'] ?? missing(!draft.point)}
        onPick={({ point }) => change({ point })}
      />
      <ChooseOne
        label={t('environment.category')}
        options={nuisanceCategories}
        text={(category) => t(`word.nuisance.${category}`)}
        value={draft.category}
        error={errors['category'] ?? missing(!draft.category)}
        onChange={(category) => change({ category })}
      />
      <ChooseOne
        label={t('environment.polluter')}
        options={polluterTypes}
        text={(polluter) => t(`word.polluter.${polluter}`)}
        value={draft.polluterType}
        onChange={(polluterType) => change({ polluterType })}
      />
      <TextArea
        label={t('environment.description')}
        rows={3}
        max={2000}
        value={draft.description}
        error={errors['description'] ?? missing(draft.description.trim() === '')}
        onText={(description) => change({ description })}
      />
      <Button type="submit" look="main" isDisabled={report.isPending}>
        {t('environment.send')}
      </Button>
      {report.isError && <Failed problem={report.error} />}
      {report.isSuccess && (
        <Done key={report.data.nuisanceId}>
          {t('environment.done', { number: report.data.number, wijk: wijkName(report.data.wijkId) })}
        </Done>
      )}
    </form>
  );
}
