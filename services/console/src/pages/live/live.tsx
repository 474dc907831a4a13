import { memo, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { askedAnew, useAsk } from '../../api/use';
import { useAnnounce } from '../../app/announcer';
import { useFeedState } from '../../app/feed';
import { Page } from '../../components/page';
import { Asked, Empty } from '../../components/states';
import { AsOf, useNow } from '../../components/time';
import { ZoneMap } from '../../components/zone-map';
import { mostKept } from '../../feed/live-list';
import { BriefingCard } from './briefing-card';
import { useNature } from './call-card';
import { CallSection, useCalls } from './calls';
import { briefingOf, type Briefing, type Call } from './frames';
import { marksOf, type Shown } from './marks';
import { NewPill } from './new-pill';
import { SceneCard } from './scene-card';
import { crewAreaOf, sceneCallOf, unitsOf } from './scene-call';
import { UnitBar } from './unit-bar';
import { UnitList } from './unit-list';
import { useLiveList } from './use-live-list';
import { useUnits } from './use-units';

/** Live: what awaits a crew in its area. The list is the page; the map lies beside it. */
export default function Live() {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<string>();
  const live = useFeedState()?.phase === 'live';
  const me = useMe();
  const assignments = me.data?.assignments;
  const mine = useMemo(() => crewAreaOf(assignments ?? []), [assignments]);
  const units = useUnits();
  const briefings = useBriefings();
  const calls = useCalls();
  const scene = useScene(calls, units, me.data && mine.teams);
  const detail = (call: Call) => call.callId !== scene?.callId && <SceneCard callId={call.callId} why="chosen" call={call} />;
  const choose = useCallback((id: string) => {
    setSelected(id);
    document.getElementById(`item-${id}`)?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Page title={t('live.title')} wide>
      <div className="live-columns">
        <div className="live-lists">
          {scene && <SceneCard key={scene.callId} {...scene} />}
          <Asked query={me} rows={1}>
            {() => (
              <Asked query={units} rows={1}>
                {(data) => <UnitBar units={unitsOf(data.units, mine.teams)} />}
              </Asked>
            )}
          </Asked>
          {!live && briefings.query.data && <AsOf at={briefings.query.data.asOf} />}
          <CallSection calls={calls} selected={selected} onSelect={setSelected} detail={detail} />
          <FeedSection briefings={briefings} selected={selected} onSelect={setSelected} />
        </div>
        <div className="live-map">
          <Around
            briefings={briefings.list.shown}
            calls={calls.list.shown}
            units={units.data?.units}
            selected={selected}
            onSelect={choose}
            wijkIds={mine.wijkIds}
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

/** The card that appears by itself. Before one's own team is known, nobody's order may stand there as one's own. */
function useScene(calls: ReturnType<typeof useCalls>, units: ReturnType<typeof useUnits>, teams: string[] | undefined) {
  const now = useNow();
  const isKnown = units.data !== undefined || units.isError;
  if (!teams || !isKnown) return undefined;
  return sceneCallOf([...calls.list.waiting, ...calls.list.shown], unitsOf(units.data?.units ?? [], teams), now);
}

interface AroundProps extends Shown {
  selected?: string;
  onSelect: (id: string) => void;
  wijkIds: readonly string[];
}

/** The map of what the lists say. What waits is not on it, and a busy feed does not draw it anew. */
const Around = memo(function Around({ briefings = [], calls = [], units = [], selected, onSelect, wijkIds }: AroundProps) {
  const { t } = useTranslation();
  const nature = useNature();
  const unitPoint = units.find(({ unitId }) => unitId === selected)?.point;
  const point = [...briefings, ...calls].find((one) => idOf(one) === selected)?.point ?? unitPoint;
  const marks = marksOf({ briefings, calls, units }, nature);
  return (
    <>
      <ZoneMap marks={marks} selectedId={selected} highlighted={wijkIds} look={point} onSelect={onSelect} />
      <p className="hint">{t('map.rounded')}</p>
    </>
  );
});

const briefingId = ({ itemId }: Briefing): string => itemId;
const idOf = (one: Briefing | Call): string => ('itemId' in one ? one.itemId : one.callId);

export function useBriefings() {
  const announce = useAnnounce();
  const { t } = useTranslation();
  const query = useAsk('listBriefings', { limit: 50 }, askedAnew);
  const list = useLiveList<Briefing>({
    frame: 'briefing',
    answer: query.data && { rows: query.data.briefings, asOf: query.data.asOf },
    refused: query.error?.refusing ?? false,
    idOf: briefingId,
    atOf: ({ briefedAt }) => briefedAt,
    from: briefingOf,
    onNew: (one) => announce([t('feed.new', { count: 1 }), one.safetyLine ?? one.headline].filter(Boolean).join(': ')),
  });
  return { query, list };
}

interface FeedProps {
  briefings: ReturnType<typeof useBriefings>;
  selected?: string;
  onSelect: (id: string) => void;
}

function FeedSection({ briefings, selected, onSelect }: FeedProps) {
  const { t } = useTranslation();
  const { query, list } = briefings;
  const safety = list.waiting.find(({ safetyLine }) => safetyLine)?.safetyLine;
  return (
    <section aria-label={t('live.feed')}>
      <h2>{t('live.feed')}</h2>
      <NewPill
        count={list.waiting.length}
        most={mostKept}
        latest={list.waiting[0]?.headline}
        danger={safety && `${t('live.safetyLine')}: ${safety}`}
        onShow={list.reveal}
      />
      <Asked query={query}>
        {() =>
          list.shown.length === 0 ? (
            <Empty title={t('live.emptyTitle')} text={t('live.emptyText')} />
          ) : (
            <ul className="cards">
              {list.shown.map((item) => (
                <li key={item.itemId} id={`item-${item.itemId}`}>
                  <BriefingCard item={item} selected={item.itemId === selected} onSelect={onSelect} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  );
}
