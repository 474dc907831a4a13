import { useEffect, useRef, useState } from 'react';
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
  className?: string;
}

/** The zone on a map. The map library comes after the page can already be used. Everything on it is also in a list beside it. */
export function ZoneMap({ onPick, onSelect, onWijk, look, className = '', ...content }: Props) {
  const { t } = useTranslation();
  const { config } = useSession();
  const { data: zone } = useWijken();
  const element = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<ZoneMapView>();
  const [failed, setFailed] = useState(false);
  const handlers = useRef({ onPick, onSelect, onWijk });
  useEffect(() => {
    handlers.current = { onPick, onSelect, onWijk };
  });

  const pickable = onPick !== undefined;
  const labels = { zoomIn: t('map.zoomIn'), zoomOut: t('map.zoomOut') };
  const { zoomIn, zoomOut } = labels;
  useEffect(() => {
    let made: ZoneMapView | undefined;
    let gone = false;
    let watch: ResizeObserver | undefined;
    void import('./zone-map-view').then(
      (library) => {
        if (gone || !element.current) return;
        made = new library.ZoneMapView(element.current, {
          tiles: config?.tiles,
          zoomIn,
          zoomOut,
          onPick: pickable ? (point) => handlers.current.onPick?.(point) : undefined,
          onSelect: (id) => handlers.current.onSelect?.(id),
          onWijk: handlers.current.onWijk ? (id) => handlers.current.onWijk?.(id) : undefined,
        });
        watch = new ResizeObserver(() => made?.resized());
        watch.observe(element.current);
        setView(made);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      watch?.disconnect();
      made?.remove();
      setView(undefined);
    };
  }, [config, zoomIn, zoomOut, pickable]);

  useEffect(() => {
    if (view && zone) view.show({ wijken: zone.features, ...content });
  });
  const [lookLon, lookLat] = look ?? [];
  useEffect(() => {
    if (view && lookLon !== undefined && lookLat !== undefined) view.look([lookLon, lookLat]);
  }, [view, lookLon, lookLat]);

  return (
    <div className={`map-box ${className}`}>
      <div ref={element} className={`map${pickable ? ' pickable' : ''}`} role="region" aria-label={t('map.label')} tabIndex={0} />
      {failed && <p className="map-note">{t('map.failed')}</p>}
      {pickable && view && (
        <Button
          look="plain"
          className="map-center"
          icon={<Crosshair aria-hidden />}
          onPress={() => handlers.current.onPick?.(view.middle())}
        >
          {t('map.center')}
        </Button>
      )}
    </div>
  );
}
