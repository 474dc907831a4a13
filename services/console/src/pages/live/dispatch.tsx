import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeedState } from '../../app/feed';
import { Page } from '../../components/page';
import { Asked, Loading } from '../../components/states';
import { AsOf } from '../../components/time';
import { ZoneMap } from '../../components/zone-map';
import type { LonLat } from '../../components/zone-map-view';
import { PromiseSection, usePromises } from './answer/promises';
import { useNature } from './call-card';
import { CallForm } from './call-form';
import { CallSection, useCalls } from './calls';
import type { Call, Unit } from './frames';
import { marksOf } from './marks';
import { UnitList } from './unit-list';
import { useCallPlace } from './use-call-place';
import { useUnits } from './use-units';

// Nothing lies open at first: what is done with a call comes with the first letter of one, and is there when that one is registered.
const bringDetail = () => import('./call-detail');
const CallDetail = lazy(bringDetail);

/** What lies under the chosen call, with what is known of it from the promises. */
function useDetail(promises: ReturnType<typeof usePromises>, units: readonly Unit[], registered: string | undefined) {
  const promised = new Map(promises.data?.calls.map((call) => [call.callId, call]));
  return (call: Call) => (
    <Suspense key={call.callId} fallback={<Loading rows={3} />}>
      <CallDetail call={call} promised={promised.get(call.callId)} units={units} fresh={call.callId === registered} />
    </Suspense>
  );
}

interface CallsProps {
  calls: ReturnType<typeof useCalls>;
  units: readonly Unit[];
  selected: string | undefined;
  registered: string | undefined;
  onSelect: (callId: string) => void;
}

/** Promises first, then calls; a call lies open under one of the two. */
function DispatchLists({ calls, units, selected, registered, onSelect }: CallsProps) {
  const live = useFeedState()?.phase === 'live';
  const promises = usePromises();
  const detail = useDetail(promises, units, registered);
  const listed = new Set(calls.list.shown.map(({ callId }) => callId));
  const choose = (callId: string): void => {
    // A call that waits behind "new" is shown first, so that what lies open does not move when the list is renewed.
    calls.list.reveal();
    onSelect(callId);
    document.getElementById(`item-${callId}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="live-lists">
      {!live && calls.query.data && <AsOf at={calls.query.data.asOf} />}
      <PromiseSection
        promises={promises}
        selected={selected}
        onSelect={choose}
        detail={(call) => !listed.has(call.callId) && detail(call)}
      />
      <CallSection calls={calls} selected={selected} onSelect={onSelect} detail={detail} />
    </div>
  );
}

/** The dispatcher's Live: a call is registered, weighed, answered and told without the mouse; units and what was promised lie beside it. */
export default function Dispatch() {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<string>();
  const [registered, setRegistered] = useState<string>();
  const place = useCallPlace();
  const units = useUnits();
  const all = units.data?.units ?? [];
  const nature = useNature();
  const calls = useCalls();
  const onRegistered = (callId: string): void => {
    calls.list.reveal();
    setRegistered(callId);
    setSelected(callId);
  };
  return (
    <Page title={t('live.titleDispatch')} wide>
      <div className="dispatch-columns" onInput={() => void bringDetail().catch(() => undefined)}>
        <CallForm place={place} onRegistered={onRegistered} />
        <DispatchLists calls={calls} units={all} selected={selected} registered={registered} onSelect={setSelected} />
        <div className="live-map">
          <ZoneMap
            chosen={place.point}
            look={place.point ?? pointOf(selected, calls.list.shown, all)}
            onPick={place.pick}
            marks={marksOf({ calls: calls.list.shown, units: all }, nature)}
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
