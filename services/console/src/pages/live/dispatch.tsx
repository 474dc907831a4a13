import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeedState } from '../../app/feed';
import { Page } from '../../components/page';
import { Asked } from '../../components/states';
import { AsOf } from '../../components/time';
import { ZoneMap } from '../../components/zone-map';
import type { LonLat } from '../../components/zone-map-view';
import { CallForm } from './call-form';
import type { Call, Unit } from './frames';
import { CallSection, useCalls } from './live';
import { marksOf } from './marks';
import { SceneCard } from './scene-card';
import { SendUnit } from './send-unit';
import { UnitList } from './unit-list';
import { useUnits } from './use-units';

/** The dispatcher's Live: register a call without the mouse, send a unit, see units and calls. */
export default function Dispatch() {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<string>();
  const [place, setPlace] = useState<LonLat>();
  const live = useFeedState()?.phase === 'live';
  const units = useUnits();
  const calls = useCalls();
  const registered = (callId: string): void => {
    calls.list.reveal();
    setSelected(callId);
  };
  const detail = (call: Call) => (
    <>
      <SendUnit key={call.callId} call={call} units={units.data?.units ?? []} />
      <SceneCard callId={call.callId} call={call} why="chosen" />
    </>
  );
  return (
    <Page title={t('live.titleDispatch')} wide>
      <div className="dispatch-columns">
        <CallForm place={place} setPlace={setPlace} onRegistered={registered} />
        <div className="live-lists">
          {!live && calls.query.data && <AsOf at={calls.query.data.asOf} />}
          <CallSection calls={calls} selected={selected} onSelect={setSelected} detail={detail} />
        </div>
        <div className="live-map">
          <ZoneMap
            chosen={place}
            look={place ?? pointOf(selected, calls.list.shown, units.data?.units ?? [])}
            onPick={setPlace}
            marks={marksOf({ calls: calls.list.shown, units: units.data?.units ?? [] })}
            selectedId={selected}
            onSelect={setSelected}
          />
          <h2>{t('live.units')}</h2>
          <Asked query={units} rows={2}>
            {(data) => <UnitList units={data.units} onSelect={setSelected} />}
          </Asked>
        </div>
      </div>
    </Page>
  );
}

const pointOf = (id: string | undefined, calls: readonly Call[], units: readonly Unit[]): LonLat | undefined =>
  calls.find(({ callId }) => callId === id)?.point ?? units.find(({ unitId }) => unitId === id)?.point;
