/**
 * Whether this page itself was shown from the device's cache, and so can be again.
 * @param limit milliseconds after which it counts as not shown from there; null where the answer is of
 * use however late it comes.
 */
export async function isPageFromDevice(limit: number | null = ASKING_MS): Promise<boolean> {
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker.controller : null;
  return worker !== null && (await answerOf(worker, { asks: "from-here" }, limit));
}

/** The worker's answer; false where it comes late. */
export function answerOf(
  worker: ServiceWorker,
  message: object,
  limit: number | null,
): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise<boolean>((resolve) => {
    port1.addEventListener("message", ({ data }) => resolve(data?.kept === true), { once: true });
    port1.start();
    if (limit !== null) setTimeout(resolve, limit, false);
    worker.postMessage(message, [port2]);
  });
}

/** Milliseconds that a worker is waited for: one of another release may know no such question. */
const ASKING_MS = 5_000;
