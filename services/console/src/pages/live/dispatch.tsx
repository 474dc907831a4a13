import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWijkName } from '../../api/wijken';
import { useFeedState } from '../../app/feed';
import { Page } from '../../components/page';
import { Asked } from '../../components/states';
import { AsOf, Moment } from '../../components/time';
import { ZoneMap } from '../../components/zone-map';
import type { LonLat } from '../../components/zone-map-view';
import { CallForm } from './call-form';
import type { Unit } from './frames';
import { CallSection, useCalls } from './live';
import { marksOf } from './marks';
import { useUnits } from './use-units';

/** The dispatcher's Live: register a call without the mouse, see units and calls. */
export default function Dispatch() {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<string>();
  const [place, setPlace] = useState<LonLat>();
  const live = useFeedState()?.phase === 'live';
  const units = useUnits();
  const calls = useCalls();
  const point = calls.list.shown.find(({ callId }) => callId === selected)?.point;
  return (
    <Page title={t('live.titleDispatch')} wide>
      <div className="dispatch-columns">
        <CallForm place={place} setPlace={setPlace} onRegistered={calls.list.reveal} />
        <div className="live-lists">
          {!live && calls.query.data && <AsOf at={calls.query.data.asOf} />}
          <CallSection calls={calls} selected={selected} onSelect={setSelected} />
        </div>
        <div className="live-map">
          <ZoneMap
            chosen={place}
            look={place ?? point}
            onPick={setPlace}
            marks={marksOf({ calls: calls.list.shown, units: units.data?.units ?? [] })}
            selectedId={selected}
            onSelect={setSelected}
          />
          <h2>{t('live.units')}</h2>
          <Asked query={units} rows={2}>
            {(data) => <UnitList units={data.units} />}
          </Asked>
        </div>
      </div>
    </Page>
  );
}

function UnitList({ units }: { units: readonly Unit[] }) {
  const { t } = useTranslation();
  const wijkName = useWijkName();
  if (units.length === 0) return <p className="hint">{t('live.unitsEmpty')}</p>;
  return (
    <ul className="units">
      {units.map((unit) => (
        <li key={unit.unitId}>
          <span className="strong">{unit.unitId}</span>
          <span className={`chip unit ${unit.status}`}>{t(`word.unitStatus.${unit.status}`)}</span>
          <span className="hint">
            <Moment at={unit.since} /> · {t('live.team', { team: unit.team })}
            {unit.wijkIds.length > 0 && unit.wijkIds.length <= 6 && ` · ${unit.wijkIds.map(wijkName).join(', ')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
