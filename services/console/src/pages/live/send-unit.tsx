import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Send } from 'lucide-react';
import { useWish } from '../../api/use';
import { Button } from '../../components/button';
import { SelectField } from '../../components/field';
import { Failed } from '../../components/states';
import type { Call, Unit } from './frames';

/** Free units first, those of the call's own area before the others: who would send another has to scroll. */
export function sendable(units: readonly Unit[], call: Pick<Call, 'wijkId' | 'units'>): Unit[] {
  const rank = ({ status, wijkIds }: Unit): number => (status === 'available' ? 0 : 2) + (wijkIds.includes(call.wijkId) ? 0 : 1);
  return units
    .filter(({ status, unitId }) => status !== 'offDuty' && status !== 'busy' && !call.units?.includes(unitId))
    .sort((a, b) => rank(a) - rank(b));
}

/** I07: sends a unit to a call; its crew sees the scene card at once. */
export function SendUnit({ call, units }: { call: Call; units: readonly Unit[] }) {
  const { t } = useTranslation();
  const send = useWish('assignUnit', ['listCalls', 'listUnits']);
  const possible = sendable(units, call);
  const [chosen, setChosen] = useState<string>();
  const unitId = possible.some((unit) => unit.unitId === chosen) ? chosen : possible[0]?.unitId;
  const sent = call.units ?? [];
  const text = (id: string): string => {
    const unit = possible.find((one) => one.unitId === id);
    return unit ? `${id} · ${t(`word.unitStatus.${unit.status}`)}` : id;
  };
  return (
    <div className="send-unit no-print">
      {sent.length > 0 && <p className="strong">{t('scene.sent', { units: sent.join(', ') })}</p>}
      {unitId === undefined ? (
        <p className="hint">{t('scene.nobodyFree')}</p>
      ) : (
        <div className="row">
          <SelectField
            label={t('scene.sendWho')}
            options={possible.map((unit) => unit.unitId)}
            text={text}
            value={unitId}
            onChoose={setChosen}
          />
          <Button
            look="main"
            icon={<Send aria-hidden />}
            isDisabled={send.isPending}
            onPress={() => send.mutate({ request: { callId: call.callId, unitId } })}
          >
            {t('scene.send')}
          </Button>
        </div>
      )}
      {send.isSuccess && (
        <p className="hint" role="status">
          {t('scene.sentNow')}
        </p>
      )}
      {send.isError && <Failed problem={send.error} />}
    </div>
  );
}
