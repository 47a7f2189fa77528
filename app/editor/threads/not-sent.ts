import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadStore } from "./thread-store.ts";

/** Whether a change has words that somebody wrote. */
export function isWaitingComment(
  change: ThreadChange,
): change is Extract<ThreadChange, { readonly do: "begin" | "reply" | "edit" }> {
  return change.do === "begin" || change.do === "reply" || change.do === "edit";
}

/** Why something of it was not sent yet; null where all is sent. */
export function waitingFor(
  store: ThreadStore,
  isOf: (waiting: ThreadStore["waiting"][number]) => boolean,
): string | null {
  const waits = store.waiting.some((each) => each.refused === null && isOf(each));
  return waits ? (store.heldBack ?? "Sending…") : null;
}
