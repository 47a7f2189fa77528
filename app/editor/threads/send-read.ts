import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ThreadStore } from "./thread-store.ts";

/** The most threads that are marked as read in one request. */
const READ_AT_ONCE = 200;

/** Marks threads as read by whoever is at the page, as they are known here: an answer that comes meanwhile is new. */
export function sendRead(
  store: Pick<ThreadStore, "send">,
  threads: readonly Pick<ThreadView, "id" | "changedAt">[],
): void {
  for (let at = 0; at < threads.length; at += READ_AT_ONCE) {
    const some = threads.slice(at, at + READ_AT_ONCE);
    const seen = Object.fromEntries(some.map(({ id, changedAt }) => [id, changedAt]));
    void store.send({ do: "read", threadIds: some.map(({ id }) => id), seen });
  }
}
