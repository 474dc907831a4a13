import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** Whether the device says it has a network. It may be wrong about "yes", never about "no". */
export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);
