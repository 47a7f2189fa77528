import { answerOf } from "./desk-worker.ts";

/** Milliseconds after which caching counts as failed. */
const KEEPING_MS = 60_000;

/**
 * Asks the service worker (public/desk-worker.js) to cache this page and its assets, so that it can
 * be reloaded offline. Only the desk does so, and only where assets carry hashes. Returns whether
 * they are cached: over plain http, in private windows and locked-down browsers they are not.
 */
export async function keepPageForOffline(userId: string, path: string): Promise<boolean> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return false;
  try {
    await navigator.serviceWorker.register("/desk-worker.js");
    const { active } = await navigator.serviceWorker.ready;
    if (!active) return false;
    return await answerOf(active, { keep: path, userId, assets: loadedAssets() }, KEEPING_MS);
  } catch {
    // Browsers refuse a worker where its script can't be had, or is not allowed: there is no cache then.
    return false;
  }
}

/** Adds what the page has loaded since to the cached assets. */
export async function keepPartsForOffline(path: string): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  active?.postMessage({ also: path, assets: loadedAssets() });
}

function loadedAssets(): string[] {
  return performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/assets/"))
    .map(({ pathname }) => pathname);
}
