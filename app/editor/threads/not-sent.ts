import type { ThreadChange } from "#app/domain/margin/thread-change.ts";

/** Whether a change has words that somebody wrote. */
export function isWaitingComment(
  change: ThreadChange,
): change is Extract<ThreadChange, { readonly do: "begin" | "reply" | "edit" }> {
  return change.do === "begin" || change.do === "reply" || change.do === "edit";
}
