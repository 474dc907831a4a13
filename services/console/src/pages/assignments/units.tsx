import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useWish } from '../../api/use';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Page } from '../../components/page';
import { Asked, Done, Failed, useFieldErrors } from '../../components/states';
import { AsOf } from '../../components/time';
import { WijkChoice } from '../../components/wijk-choice';
import { fromLocalInput } from '../../i18n/time';
import { UnitList } from '../live/unit-list';

/** Ploegen: which units are on duty, of which team, in which wijken, until when. */
export default function Units() {
  const { t } = useTranslation();
  const units = useAsk('listUnits', {});
  return (
    <Page title={t('duty.units')} wide>
      <p>{t('duty.unitsText')}</p>
      <div className="two-columns">
        <section aria-label={t('duty.units')}>
          <Asked query={units}>
            {(data) => (
              <>
                <AsOf at={data.asOf} />
                <UnitList units={data.units} />
              </>
            )}
          </Asked>
        </section>
        <UnitForm />
      </div>
    </Page>
  );
}

const fresh = () => ({ unitId: '', team: '', wijkIds: [] as string[], until: '' });
type Draft = ReturnType<typeof fresh>;
const worded = (text: string): string => text.trim().toLowerCase().replaceAll(' ', '-');

function useUnitDraft() {
  const [draft, setDraft] = useState(fresh);
  const [tried, setTried] = useState(false);
  const form = useWish('formUnit', ['listUnits']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { unitId, team, wijkIds, until } = draft;
    if (worded(unitId) === '' || worded(team) === '' || wijkIds.length === 0) return;
    const end = fromLocalInput(until);
    const onSuccess = () => {
      setDraft(fresh());
      setTried(false);
    };
    form.mutate({ request: { unitId: worded(unitId), team: worded(team), wijkIds, ...(end && { onDutyUntil: end }) } }, { onSuccess });
  };
  return { draft, change: (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part })), tried, form, submit };
}

function UnitForm() {
  const { t } = useTranslation();
  const { draft, change, tried, form, submit } = useUnitDraft();
  const errors = useFieldErrors(form.error);
  const missing = (empty: boolean) => (tried && empty ? t('problem.field.required') : undefined);
  return (
    <form className="part" onSubmit={submit} noValidate aria-label={t('duty.form')}>
      <h2>{t('duty.form')}</h2>
      <TextField
        label={t('duty.unit')}
        hint={t('duty.unitHint')}
        autoComplete="off"
        max={63}
        value={draft.unitId}
        error={errors['unitId'] ?? missing(draft.unitId.trim() === '')}
        onText={(unitId) => change({ unitId })}
      />
      <TextField
        label={t('assignments.team')}
        hint={t('assignments.teamHint')}
        autoComplete="off"
        max={63}
        value={draft.team}
        error={errors['team'] ?? missing(draft.team.trim() === '')}
        onText={(team) => change({ team })}
      />
      <WijkChoice value={draft.wijkIds} onChange={(wijkIds) => change({ wijkIds })} />
      {(errors['wijkIds'] ?? missing(draft.wijkIds.length === 0)) && <p className="error">{errors['wijkIds'] ?? t('duty.needWijk')}</p>}
      <TextField
        label={t('duty.until')}
        hint={t('app.optional')}
        type="datetime-local"
        value={draft.until}
        error={errors['onDutyUntil']}
        onText={(until) => change({ until })}
      />
      <Button type="submit" look="main" isDisabled={form.isPending}>
        {t('duty.formSave')}
      </Button>
      {form.isError && <Failed problem={form.error} />}
      {form.isSuccess && <Done key={form.data.unitId}>{t('duty.formed', { unit: form.data.unitId, team: form.data.team })}</Done>}
    </form>
  );
}
