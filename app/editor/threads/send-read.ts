import type { ThreadStore } from "./thread-store.ts";

/** The most threads that are marked as read in one request. */
const READ_AT_ONCE = 200;

/** Marks threads as read by whoever is at the page. */
export function sendRead(store: Pick<ThreadStore, "send">, ids: readonly string[]): void {
  for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
    void store.send({ do: "read", threadIds: ids.slice(at, at + READ_AT_ONCE) });
  }
}
