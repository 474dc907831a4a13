import type { MapMark } from '../../components/zone-map-view';
import type { Briefing, Call, Unit } from './frames';

export interface Shown {
  briefings?: readonly Briefing[];
  calls?: readonly Call[];
  units?: readonly Unit[];
}

/** To about 100 m: a crew needs the corner, not the front door a resident spoke from. */
const coarse = ([lon, lat]: [number, number]): [number, number] => [Math.round(lon * 1000) / 1000, Math.round(lat * 1000) / 1000];

/** Everything on the map, by the words it has in its list: each mark is also a row there. */
export function marksOf({ briefings = [], calls = [], units = [] }: Shown, nature: (nature: string) => string): MapMark[] {
  return [
    ...briefings.map((item): MapMark => ({
      id: item.itemId,
      point: coarse(item.point),
      kind: item.safetyLine ? 'urgent' : 'item',
      label: item.safetyLine ?? item.headline ?? '',
    })),
    ...calls.map((call): MapMark => ({
      id: call.callId,
      point: call.point,
      kind: call.urgency === 'urgent' ? 'urgent' : 'call',
      label: [nature(call.nature), call.address].filter(Boolean).join(' · '),
    })),
    ...units.flatMap((unit): MapMark[] => (unit.point ? [{ id: unit.unitId, point: unit.point, kind: 'unit', label: unit.unitId }] : [])),
  ];
}
