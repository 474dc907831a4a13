import * as L from 'leaflet';
import { widestOf } from './name-place';
import type { WijkFeature } from '../api/wijken';

export type LonLat = [number, number];

export interface MapMark {
  id: string;
  point: LonLat;
  kind: 'item' | 'call' | 'urgent' | 'unit' | 'nuisance';
  label: string;
}

export interface MapContent {
  wijken: readonly WijkFeature[];
  chosen?: LonLat;
  circleMetres?: number;
  marks?: readonly MapMark[];
  selectedId?: string;
  highlighted?: readonly string[];
}

export interface MapSettings {
  tiles?: { url: string; attribution: string };
  zoomIn: string;
  zoomOut: string;
  onPick?: (point: LonLat) => void;
  onSelect?: (id: string) => void;
  onWijk?: (wijkId: string) => void;
}

const edge = 8;
/** The zoom buttons stand on the map: the zone stands beside them where that does not make it smaller. */
const besideControl = 58;
/** Pixels a wijk's name keeps from the borders on both sides together. */
const nameRoom = 6;

const latLng = ([lon, lat]: LonLat): L.LatLngTuple => [lat, lon];

/** The map itself, apart from React: draws the zone's own polygons, names and marks. Colours come from the style sheet. */
export class ZoneMapView {
  private readonly map: L.Map;
  private readonly areas = L.layerGroup();
  private readonly names = L.layerGroup();
  private readonly points = L.layerGroup();
  private drawn?: readonly WijkFeature[];
  private latest?: MapContent;

  constructor(
    element: HTMLElement,
    private readonly settings: MapSettings,
  ) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map = L.map(element, {
      zoomControl: false,
      attributionControl: settings.tiles !== undefined,
      // A zoom that still moves ends by a timer that nothing stops, on a map that may be gone by then.
      zoomAnimation: false,
      fadeAnimation: !still,
      inertia: !still,
      zoomSnap: 0.25,
      minZoom: 9,
    }).setView([50.85, 4.35], 12);
    L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(this.map);
    if (settings.tiles) L.tileLayer(settings.tiles.url, { attribution: settings.tiles.attribution }).addTo(this.map);
    for (const layer of [this.areas, this.points, this.names]) layer.addTo(this.map);
    if (settings.onPick) this.map.on('click', (event) => settings.onPick?.(rounded([event.latlng.lng, event.latlng.lat])));
    this.map.on('zoomend', () => this.nameWijken());
    this.map.on('movestart zoomstart', () => {
      if (!this.fitting) this.untouched = false;
    });
  }

  show(content: MapContent): void {
    if (this.gone) return;
    this.latest = content;
    if (content.wijken !== this.drawn) this.drawZone(content.wijken);
    this.highlight(content.highlighted ?? []);
    this.points.clearLayers();
    for (const mark of content.marks ?? []) this.drawMark(mark, mark.id === content.selectedId);
    this.drawChosen(content);
  }

  /** Brings a point into view without zooming out. */
  look(point: LonLat, zoom = 14): void {
    if (this.gone) return;
    this.map.setView(latLng(point), Math.max(this.map.getZoom(), zoom));
  }

  middle(): LonLat {
    const { lng, lat } = this.map.getCenter();
    return rounded([lng, lat]);
  }

  resized(): void {
    if (this.gone) return;
    this.map.invalidateSize({ animate: false });
    if (this.latest && this.untouched) this.fit();
  }

  /** Takes the map off the page; what is still asked of it afterwards does nothing. */
  remove(): void {
    this.gone = true;
    this.map.remove();
  }

  private gone = false;
  private untouched = true;
  private fitting = false;
  private pen?: CanvasRenderingContext2D;

  private fit(): void {
    const bounds = L.latLngBounds(this.drawn?.flatMap(({ geometry }) => geometry.coordinates.flat(2).map((point) => latLng(point))) ?? []);
    const { x, y } = this.map.getSize();
    // Without a size there is nothing to fit in; getting one calls again.
    if (!bounds.isValid() || x === 0 || y === 0) return;
    const zoomWith = (left: number): number => this.map.getBoundsZoom(bounds, false, L.point(left + edge, 2 * edge));
    const left = zoomWith(besideControl) < zoomWith(edge) ? edge : besideControl;
    this.fitting = true;
    this.map.fitBounds(bounds, { paddingTopLeft: [left, edge], paddingBottomRight: [edge, edge], animate: false });
    this.fitting = false;
  }

  private drawZone(wijken: readonly WijkFeature[]): void {
    this.drawn = wijken;
    this.areas.clearLayers();
    for (const wijk of wijken) {
      const shape = L.polygon(
        wijk.geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map((point) => latLng(point)))),
        { className: 'map-wijk', weight: 1.5, interactive: this.settings.onWijk !== undefined, bubblingMouseEvents: true },
      );
      if (this.settings.onWijk) shape.on('click', () => this.settings.onWijk?.(wijk.id));
      (shape as L.Polygon & { wijkId?: string }).wijkId = wijk.id;
      shape.addTo(this.areas);
    }
    this.untouched = true;
    this.fit();
    this.nameWijken();
  }

  private highlight(ids: readonly string[]): void {
    this.areas.eachLayer((layer) => {
      const { wijkId } = layer as L.Polygon & { wijkId?: string };
      (layer as L.Polygon).getElement()?.classList.toggle('highlighted', wijkId !== undefined && ids.includes(wijkId));
    });
  }

  /** A name only where it fits in its wijk: a heap of names tells nothing. */
  private nameWijken(): void {
    this.names.clearLayers();
    for (const { geometry, properties } of this.drawn ?? []) {
      const inside = widestOf(geometry.coordinates.map(([ring = []]) => ring.map((point) => this.map.latLngToLayerPoint(latLng(point)))));
      if (!inside || inside.width < this.widthOf(properties.name) + nameRoom) continue;
      const icon = L.divIcon({ className: 'map-name', html: textOf(properties.name), iconSize: [160, 18] });
      L.marker(this.map.layerPointToLatLng([inside.x, inside.y]), { icon, interactive: false, keyboard: false }).addTo(this.names);
    }
  }

  /** As wide as this device's letters make it. */
  private widthOf(name: string): number {
    const pen = (this.pen ??= document.createElement('canvas').getContext('2d') ?? undefined);
    if (!pen) return Infinity;
    pen.font = `600 11px ${getComputedStyle(this.map.getContainer()).fontFamily}`;
    return pen.measureText(name).width;
  }

  private drawMark(mark: MapMark, selected: boolean): void {
    const dot = L.circleMarker(latLng(mark.point), {
      radius: selected ? 12 : mark.kind === 'unit' ? 9 : 7,
      className: `map-mark ${mark.kind}${selected ? ' selected' : ''}`,
      weight: 2,
      bubblingMouseEvents: false,
    });
    dot.bindTooltip(textOf(mark.label), { className: 'map-tip' });
    if (this.settings.onSelect) dot.on('click', () => this.settings.onSelect?.(mark.id));
    dot.addTo(this.points);
  }

  private drawChosen({ chosen, circleMetres }: MapContent): void {
    if (!chosen) return;
    if (circleMetres) L.circle(latLng(chosen), { radius: circleMetres, className: 'map-radius', interactive: false }).addTo(this.points);
    L.circleMarker(latLng(chosen), { radius: 10, weight: 4, className: 'map-chosen', interactive: false }).addTo(this.points);
  }
}

/** About 10 cm is more than anybody can point at. */
const rounded = ([lon, lat]: LonLat): LonLat => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];

/** Leaflet takes markup where we have text. */
function textOf(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}
