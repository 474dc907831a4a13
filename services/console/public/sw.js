// Keeps the application itself on the device, so that a note can be taken without network. Never keeps answers of the API.
const cacheName = 'spil-console-v1';

self.addEventListener('install', (event) =>
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.add('/'))
      .then(() => self.skipWaiting()),
  ),
);
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function fresh(request) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put('/', response.clone());
    return response;
  } catch {
    return (await cache.match('/')) ?? Response.error();
  }
}

async function kept(request) {
  const cache = await caches.open(cacheName);
  const hit = await cache.match(request);
  if (hit) return hit;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function lastKnown(request) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || url.searchParams.has('code')) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(kept(event.request));
  else if (['/config.json', '/press.css', '/icon.svg'].includes(url.pathname)) event.respondWith(lastKnown(event.request));
  else if (event.request.mode === 'navigate' && isPage(url.pathname)) event.respondWith(fresh(event.request));
});

// Pages have no dot and belong to the application; the sign-in provider and the API documentation do not.
const isPage = (path) =>
  path === '/' || /^\/(straat|live|opsporing|mijn-meldingen|bemiddeling|milieu|wijken|toewijzingen)(\/|$)/.test(path);
