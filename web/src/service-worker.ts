/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { base, build, files, version } from '$service-worker';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const PREFIX = 'tan-thon-app-';
const CACHE = `${PREFIX}${version}`;
const SHELL = `${base}/`;
const ASSETS = [...build, ...files.filter((file) => !file.endsWith('.map'))];
const KNOWN = new Set(ASSETS);

worker.addEventListener('install', (event) => {
  // All or nothing: a version that is only half here never becomes the one in use.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...ASSETS].map((url) => new Request(url, { cache: 'reload' })))));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      // The version before stays until the next one, for tabs that still run it and load its parts late.
      const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
      await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
      await worker.clients.claim();
    })()
  );
});

worker.addEventListener('message', (event) => {
  const type = (event.data as { type?: string } | null)?.type;
  if (type === 'take-over') void worker.skipWaiting();
  // A page that was still loading when this version became active was not claimed then, and asks.
  if (type === 'claim') event.waitUntil(worker.clients.claim());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Everything outside the app, the API above all, goes to the network untouched and is never kept.
  if (request.method !== 'GET' || url.origin !== worker.location.origin || !url.pathname.startsWith(`${base}/`)) return;

  if (request.mode === 'navigate') {
    event.respondWith(answer(SHELL, request));
  } else if (KNOWN.has(url.pathname) || url.pathname.startsWith(`${base}/_app/`)) {
    event.respondWith(answer(url.pathname, request));
  }
});

/** From the cache of this version, then of the version before, then from the network. */
async function answer(key: string, request: Request): Promise<Response> {
  const own = await (await caches.open(CACHE)).match(key);
  return own ?? (await caches.match(key)) ?? fetch(request);
}
