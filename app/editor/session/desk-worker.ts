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

/**
 * Whether this page itself was shown from the device's cache, and so can be again.
 * @param limit milliseconds after which it counts as not shown from there; null where the answer is of
 * use however late it comes.
 */
export async function isPageFromDevice(limit: number | null = ASKING_MS): Promise<boolean> {
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker.controller : null;
  return worker !== null && (await answerOf(worker, { asks: "from-here" }, limit));
}

function answerOf(worker: ServiceWorker, message: object, limit: number | null): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise<boolean>((resolve) => {
    port1.addEventListener("message", ({ data }) => resolve(data?.kept === true), { once: true });
    port1.start();
    if (limit !== null) setTimeout(resolve, limit, false);
    worker.postMessage(message, [port2]);
  });
}

/** Milliseconds after which caching counts as failed. */
const KEEPING_MS = 60_000;
/** Milliseconds that a worker is waited for: one of another release may know no such question. */
const ASKING_MS = 5_000;

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
