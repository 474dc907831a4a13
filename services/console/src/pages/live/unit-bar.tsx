import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../api/routes';
import { useWish } from '../../api/use';
import { usePerson } from '../../app/session';
import { SelectField } from '../../components/field';
import { Failed } from '../../components/states';
import { Moment } from '../../components/time';
import { DeviceStore } from '../../drafts/device-store';
import { unitStatuses } from '../../words/vocabulary';
import { withUnit, type Unit } from './frames';

/** Which unit this crew is: the only one, or the one chosen before on this device. */
function useMyUnit(units: readonly Unit[]) {
  const { personId } = usePerson();
  const store = new DeviceStore<string>('unit', personId);
  const [chosen, setChosen] = useState(() => store.read());
  const unit = units.find(({ unitId }) => unitId === chosen) ?? (units.length === 1 ? units[0] : undefined);
  const choose = (unitId: string) => {
    store.write(unitId);
    setChosen(unitId);
  };
  return { unit, choose };
}

/** What the crew is doing, one tap each. */
export function UnitBar({ units }: { units: readonly Unit[] }) {
  const { t } = useTranslation();
  const { unit, choose } = useMyUnit(units);
  if (units.length === 0) return <p className="hint">{t('live.unitNone')}</p>;
  return (
    <section className="unit-bar" aria-label={t('live.unit')}>
      {units.length > 1 && (
        <SelectField
          label={unit ? t('live.unit') : t('live.unitPick')}
          options={['', ...units.map(({ unitId }) => unitId)]}
          text={(unitId) => unitId || t('live.unitPick')}
          value={unit?.unitId ?? ''}
          onChoose={(unitId) => unitId && choose(unitId)}
        />
      )}
      {unit && <UnitStatusButtons unit={unit} />}
    </section>
  );
}

/** Buttons, not radio buttons: there an arrow key passes over each status, and each would be told to the dispatch room. */
function UnitStatusButtons({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const label = useId();
  const { set, tell } = useTellStatus(unit.unitId);
  const shown = set.isPending ? set.variables.request.status : unit.status;
  return (
    <>
      <div className="choices" role="group" aria-labelledby={label}>
        <span id={label} className="label">
          {unit.unitId}
        </span>
        <div className="chips">
          {unitStatuses.map((status) => (
            <button
              key={status}
              type="button"
              className="choice"
              aria-pressed={status === shown}
              onClick={() => status !== shown && tell(status)}
            >
              {t(`word.unitStatus.${status}`)}
            </button>
          ))}
        </div>
      </div>
      <p className="hint">
        {t('live.unitSince', { time: '' })}
        <Moment at={unit.since} />
      </p>
      {set.isError && <Failed problem={set.error} />}
    </>
  );
}

/** Tells what the unit does now; the answer stands on the screen before its frame comes. */
function useTellStatus(unitId: string) {
  const queries = useQueryClient();
  const set = useWish('setUnitStatus');
  const renew = (fresh: AnswerOf<'setUnitStatus'>) =>
    queries.setQueryData<AnswerOf<'listUnits'>>(
      ['listUnits', {}],
      (old) => old && { ...old, units: withUnit(old.units, fresh as unknown as Record<string, unknown>) },
    );
  const tell = (status: Unit['status']) => set.mutate({ request: { unitId, status } }, { onSuccess: renew });
  return { set, tell };
}
