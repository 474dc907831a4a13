import { useTranslation } from 'react-i18next';
import { AlarmClock, TriangleAlert } from 'lucide-react';
import { useWijkName } from '../../api/wijken';
import { Moment, useNow } from '../../components/time';
import type { Unit } from './frames';

type Attention = 'none' | 'warn' | 'alert';

/** How urgently a unit's status asks for a look, by what the server answered from the zone's own targets. */
export function attentionOf({ warnAt, alertAt }: Pick<Unit, 'warnAt' | 'alertAt'>, now: number): Attention {
  if (alertAt !== undefined && Date.parse(alertAt) <= now) return 'alert';
  return warnAt !== undefined && Date.parse(warnAt) <= now ? 'warn' : 'none';
}

/** Units with their status; every mark of the map is a row here. Who asks for a look stands first. */
export function UnitList({ units, onSelect }: { units: readonly Unit[]; onSelect?: (unitId: string) => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const order: Attention[] = ['alert', 'warn', 'none'];
  const rank = (unit: Unit): number => order.indexOf(attentionOf(unit, now));
  if (units.length === 0) return <p className="hint">{t('live.unitsEmpty')}</p>;
  return (
    <ul className="units">
      {[...units]
        .sort((a, b) => rank(a) - rank(b))
        .map((unit) => (
          <UnitRow key={unit.unitId} unit={unit} attention={attentionOf(unit, now)} onSelect={onSelect} />
        ))}
    </ul>
  );
}

function UnitRow({ unit, attention, onSelect }: { unit: Unit; attention: Attention; onSelect?: (unitId: string) => void }) {
  const { t } = useTranslation();
  const wijkName = useWijkName();
  return (
    <li className={attention}>
      {onSelect && unit.point ? (
        <button type="button" className="plain-link strong" onClick={() => onSelect(unit.unitId)}>
          {unit.unitId}
        </button>
      ) : (
        <span className="strong">{unit.unitId}</span>
      )}
      <span className={`chip unit ${unit.status}`}>{t(`word.unitStatus.${unit.status}`)}</span>
      {attention !== 'none' && (
        <span className="chip attention">
          {attention === 'alert' ? <TriangleAlert aria-hidden /> : <AlarmClock aria-hidden />}
          {t(`scene.attention.${attention}`)}
        </span>
      )}
      <span className="hint">
        {t('live.unitSince', { time: '' })}
        <Moment at={unit.since} /> · {t('live.team', { team: unit.team })}
        {unit.wijkIds.length > 0 && unit.wijkIds.length <= 6 && ` · ${unit.wijkIds.map(wijkName).join(', ')}`}
        {!unit.point && ` · ${t('scene.noPosition')}`}
      </span>
    </li>
  );
}
