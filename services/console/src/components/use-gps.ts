import { useState } from 'react';
import type { LonLat } from './zone-map-view';

export interface Fix {
  point: LonLat;
  accuracyMetres: number;
}

/** Asks the device where it is. `locate` answers undefined when the device does not know, or may not say. */
export function useGps() {
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const locate = async (): Promise<Fix | undefined> => {
    if (!('geolocation' in navigator)) {
      setState('failed');
      return undefined;
    }
    setState('asking');
    try {
      const { coords } = await new Promise<GeolocationPosition>((resolve, reject) =>
        navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 }),
      );
      setState('idle');
      const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
      return { point: [round(coords.longitude), round(coords.latitude)], accuracyMetres: Math.min(100_000, Math.round(coords.accuracy)) };
    } catch {
      setState('failed');
      return undefined;
    }
  };
  return { state, locate };
}
