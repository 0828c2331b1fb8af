/** Keeps the whole app in the browser, so that it works without its server after the first load. */
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';

/** Written by the build: every file of the app. */
declare const PRECACHE: PrecacheEntry[];
/** Of a service worker. */
declare function skipWaiting(): Promise<void>;

precacheAndRoute(PRECACHE);
cleanupOutdatedCaches();
// The page of the first load too has what it may need later.
clientsClaim();

// A new version waits until the person asks for it: the pages that are open go on with the files of theirs.
addEventListener('message', ({ data }) => {
  if (data === 'take-over') void skipWaiting();
});
