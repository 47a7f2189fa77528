/**
 * Asks the service worker (public/desk-worker.js) to keep this page and its assets, so that a reload
 * without connection finds them. Only the desk does so, and only where assets carry hashes.
 */
export async function keepPageForOffline(userId: string, path: string): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/desk-worker.js");
    const { active } = await navigator.serviceWorker.ready;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    active?.postMessage({ keep: path, userId, assets: loadedAssets() });
  } catch {
    // Private windows and locked-down browsers: everything works but a reload without connection.
  }
}

/** Adds what the page has loaded since to what is kept of it. */
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
