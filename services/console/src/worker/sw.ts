import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';

/*
 * Keeps the application itself on the device, so that a note can be taken without network. Never keeps an answer of the API: what
 * people may see is decided anew each time (vite.config.ts builds this file and fills in the list of what belongs to this version).
 */
declare const BUILT: PrecacheEntry[];

// An address with a page of its own (/opvolging, of opvolging.html) is answered with that one here.
precacheAndRoute(BUILT);
cleanupOutdatedCaches();
clientsClaim();

// Every address of the application is its one page; the API, its documentation and files with a name of their own are not.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(v1|docs)(\/|$)/, /\.\w{1,12}$/] }));
// Where to sign in: fresh when it can be had, else as it was.
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname === '/config.json', new NetworkFirst({ networkTimeoutSeconds: 3 }));

// A newer version waits until the person asks for it (app/update-notice.tsx).
const worker = globalThis as unknown as { skipWaiting(): Promise<void>; addEventListener: typeof addEventListener };
worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting();
});
