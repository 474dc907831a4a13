import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../api/routes';
import { useWish } from '../../api/use';
import { usePerson } from '../../app/session';
import { ChooseOne } from '../../components/choices';
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

function UnitStatusButtons({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const set = useWish('setUnitStatus');
  const shown = set.isPending ? set.variables.request.status : unit.status;
  return (
    <>
      <ChooseOne
        label={unit.unitId}
        options={unitStatuses}
        text={(status) => t(`word.unitStatus.${status}`)}
        value={shown}
        onChange={(status) =>
          set.mutate(
            { request: { unitId: unit.unitId, status } },
            {
              onSuccess: (fresh) =>
                queries.setQueryData<AnswerOf<'listUnits'>>(
                  ['listUnits', {}],
                  (old) => old && { ...old, units: withUnit(old.units, fresh as unknown as Record<string, unknown>) },
                ),
            },
          )
        }
      />
      <p className="hint">
        {t('live.unitSince', { time: '' })}
        <Moment at={unit.since} />
      </p>
      {set.isError && <Failed problem={set.error} />}
    </>
  );
}
