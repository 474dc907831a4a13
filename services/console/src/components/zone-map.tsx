import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Crosshair } from 'lucide-react';
import { useSession } from '../app/session';
import { useWijken } from '../api/wijken';
import { Button } from './button';
import type { LonLat, MapContent, ZoneMapView } from './zone-map-view';

interface Props extends Omit<MapContent, 'wijken'> {
  onPick?: (point: LonLat) => void;
  onSelect?: (id: string) => void;
  onWijk?: (wijkId: string) => void;
  /** Moves the map there when it changes. */
  look?: LonLat;
  /** What it shows, where a page has several maps: part of its name. */
  of?: string;
  className?: string;
}

type Handlers = Pick<Props, 'onPick' | 'onSelect' | 'onWijk'>;

/** Brings the map library after the page can already be used, and puts a map in the element. */
function useMapView(element: RefObject<HTMLDivElement | null>, handlers: Handlers) {
  const { t } = useTranslation();
  const { config } = useSession();
  const [view, setView] = useState<ZoneMapView>();
  const [failed, setFailed] = useState(false);
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const [pickable, opens] = [handlers.onPick !== undefined, handlers.onWijk !== undefined];
  const [zoomIn, zoomOut] = [t('map.zoomIn'), t('map.zoomOut')];
  useEffect(() => {
    let end = () => undefined as void;
    let gone = false;
    void import('./zone-map-view').then(
      (library) => {
        if (gone || !element.current) return;
        const made = new library.ZoneMapView(element.current, {
          tiles: config?.tiles,
          zoomIn,
          zoomOut,
          onPick: pickable ? (point) => latest.current.onPick?.(point) : undefined,
          onSelect: (id) => latest.current.onSelect?.(id),
          onWijk: opens ? (id) => latest.current.onWijk?.(id) : undefined,
        });
        const watch = new ResizeObserver(() => made.resized());
        watch.observe(element.current);
        setView(made);
        end = () => {
          watch.disconnect();
          made.remove();
        };
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      end();
      setView(undefined);
    };
  }, [element, config, zoomIn, zoomOut, pickable, opens]);
  return { view, failed };
}

/** The zone on a map. Everything on it is also in a list beside it. */
export function ZoneMap({ onPick, onSelect, onWijk, look, of, className = '', ...content }: Props) {
  const { t } = useTranslation();
  const { data: zone } = useWijken();
  const element = useRef<HTMLDivElement>(null);
  const { view, failed } = useMapView(element, { onPick, onSelect, onWijk });
  useEffect(() => {
    if (view && zone) view.show({ wijken: zone.features, ...content });
  });
  const [lookLon, lookLat] = look ?? [];
  useEffect(() => {
    if (view && lookLon !== undefined && lookLat !== undefined) view.look([lookLon, lookLat]);
  }, [view, lookLon, lookLat]);
  return (
    <div className={`map-box ${className}`}>
      <div
        ref={element}
        className={`map${onPick ? ' pickable' : ''}`}
        role="region"
        aria-label={[onPick ? t('map.pick') : t('map.label'), of].filter(Boolean).join(': ')}
        tabIndex={0}
      />
      {failed && <p className="map-note">{t('map.failed')}</p>}
      {onPick && view && (
        <Button className="map-center" icon={<Crosshair aria-hidden />} onPress={() => onPick(view.middle())}>
          {t('map.center')}
        </Button>
      )}
    </div>
  );
}
