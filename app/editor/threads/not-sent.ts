import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { ThreadStore } from "./thread-store.ts";
import { suggestedIn } from "./with-waiting.ts";

/** Whether a change has words that somebody wrote. */
function isWaitingComment(
  change: ThreadChange,
): change is Extract<ThreadChange, { readonly do: "begin" | "reply" | "edit" }> {
  return change.do === "begin" || change.do === "reply" || change.do === "edit";
}

/** The words that somebody wrote in a change, of a suggestion those that it proposes; empty without any. */
export function textOfChange(change: ThreadChange): string {
  if (!isWaitingComment(change)) return "";
  const proposed = suggestedIn(change)?.proposed ?? [];
  return [change.text, textOfBlocks(proposed)].filter((words) => words !== "").join("\n\n");
}

/**
 * Joins what was typed in blocks, a line for each. Pages of a version load no more than that to
 * show it.
 */
export function textOfBlocks(blocks: readonly ProseNode[]): string {
  return blocks.map(typedIn).join("\n");
}

function typedIn({ type, text, content = [] }: ProseNode): string {
  if (type === "hardBreak") return "\n";
  const words = text ?? content.map(typedIn).join(type === "table" ? "\n" : "");
  return type === "footnote" ? ` [${words}] ` : words;
}

/** Why something of it was not sent yet; null where all is sent. */
export function waitingFor(
  store: ThreadStore,
  isOf: (waiting: ThreadStore["waiting"][number]) => boolean,
): string | null {
  const waits = store.waiting.some((each) => each.refused === null && isOf(each));
  return waits ? (store.heldBack ?? "Sending…") : null;
}
