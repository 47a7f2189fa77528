import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import type { ThreadStore } from "./thread-store.ts";

/** Whether a change has words that somebody wrote. */
export function isWaitingComment(
  change: ThreadChange,
): change is Extract<ThreadChange, { readonly do: "begin" | "reply" | "edit" }> {
  return change.do === "begin" || change.do === "reply" || change.do === "edit";
}

/** The words that somebody wrote in a change, of a suggestion those that it proposes; empty without any. */
export function wordsOfChange(change: ThreadChange): string {
  if (!isWaitingComment(change)) return "";
  const suggestion = change.do === "begin" ? change.suggestion : null;
  const proposed = (suggestion?.proposed ?? []) as unknown as readonly ProseNode[];
  return [change.text, wordsOfBlocks(proposed)].filter((words) => words !== "").join("\n\n");
}

/** What blocks say, a line for each. */
export function wordsOfBlocks(blocks: readonly ProseNode[] = []): string {
  return blocks.map((block) => blockText(block)).join("\n");
}

/** Why something of it was not sent yet; null where all is sent. */
export function waitingFor(
  store: ThreadStore,
  isOf: (waiting: ThreadStore["waiting"][number]) => boolean,
): string | null {
  const waits = store.waiting.some((each) => each.refused === null && isOf(each));
  return waits ? (store.heldBack ?? "Sending…") : null;
}
