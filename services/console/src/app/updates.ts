/** The application kept on the device, and a newer one that waits beside it. */
let waiting: ServiceWorker | undefined;
const listeners = new Set<() => void>();

export const updateWaits = (): boolean => waiting !== undefined;
export function onUpdate(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Lets the new version take over; the page then loads anew, with every draft as it was. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take-over');
}

function found(worker: ServiceWorker | null): void {
  // The first one ever has nothing to replace: no notice.
  if (!worker || !navigator.serviceWorker.controller) return;
  waiting = worker;
  listeners.forEach((listener) => listener());
}

/** Registers the worker once the first page stands, so that keeping the application never slows it down, and looks for newer ones. */
export function keepOnDevice(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = async () => {
    const registration = await navigator.serviceWorker.register('/sw.js');
    found(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => coming.state === 'installed' && found(coming));
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
    });
  };
  const soon = () => ('requestIdleCallback' in globalThis ? requestIdleCallback : setTimeout)(() => void register().catch(() => undefined));
  if (document.readyState === 'complete') soon();
  else addEventListener('load', soon, { once: true });
}
