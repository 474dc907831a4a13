import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Send } from 'lucide-react';
import { useWish } from '../../api/use';
import { Button } from '../../components/button';
import { SelectField } from '../../components/field';
import { Failed } from '../../components/states';
import type { Call, Unit } from './frames';
import { choiceOf, sendable } from './sendable';

/** What is chosen at first is the best at that moment; from then on only the hand changes it. */
function useChosen(possible: readonly Unit[], sent: readonly string[]) {
  const [chosen, choose] = useState<string>();
  const [first] = possible;
  if (chosen === undefined && first) choose(first.unitId);
  return { ...choiceOf(chosen, possible, sent), choose };
}

/** I07: sends a unit to a call; its crew sees the scene card at once. */
export function SendUnit({ call, units }: { call: Call; units: readonly Unit[] }) {
  const { t } = useTranslation();
  const send = useWish('assignUnit', ['listCalls', 'listUnits']);
  const possible = sendable(units, call);
  const sent = call.units ?? [];
  const { unitId, gone, choose } = useChosen(possible, sent);
  return (
    <div className="send-unit no-print">
      {sent.length > 0 && <p className="strong">{t('scene.sent', { units: sent.join(', ') })}</p>}
      {possible.length === 0 ? (
        <p className="hint">{t('scene.nobodyFree')}</p>
      ) : (
        <div className="row">
          <WhichUnit possible={possible} unitId={unitId} gone={gone} onChoose={choose} />
          <Button
            look="main"
            icon={<Send aria-hidden />}
            isDisabled={send.isPending || unitId === undefined}
            onPress={() => unitId && send.mutate({ request: { callId: call.callId, unitId } }, { onSuccess: () => choose('') })}
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

interface WhichProps {
  possible: readonly Unit[];
  unitId?: string;
  gone?: string;
  onChoose: (unitId: string) => void;
}

function WhichUnit({ possible, unitId, gone, onChoose }: WhichProps) {
  const { t } = useTranslation();
  const text = (id: string): string => {
    const unit = possible.find((one) => one.unitId === id);
    return unit ? `${id} · ${t(`word.unitStatus.${unit.status}`)}` : t('scene.sendPick');
  };
  return (
    <SelectField
      label={t('scene.sendWho')}
      error={gone && t('scene.gone', { unit: gone })}
      options={[...(unitId === undefined ? [''] : []), ...possible.map((unit) => unit.unitId)]}
      text={text}
      value={unitId ?? ''}
      onChoose={onChoose}
    />
  );
}
