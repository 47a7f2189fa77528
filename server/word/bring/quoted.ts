import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { PlannedPlace } from "./planned.ts";

/** Stands in quoted words for a field, a reference or a line break, as on the desk. */
const ATOM = "\uFFFC";

/** A place in a block with the words around it, by which the desk finds it. */
export function placeIn(block: ProseNode, blockId: string, from: number, to: number): PlannedPlace {
  const letters = lettersOf(block);
  const text = letters.join("");
  const [start, end] = [from, Math.max(from, to)].map((at) => letters.slice(0, at).join("").length);
  const [first = 0, last = 0] = start === end ? [0, text.length] : [start, end];
  return {
    blockId,
    fromOffset: start === end ? 0 : from,
    toOffset: start === end ? letters.length : to,
    quote: whole(text.slice(first, Math.min(last, first + MARGIN_LIMITS.quote))),
    before: whole(text.slice(Math.max(0, first - MARGIN_LIMITS.around), first)),
    after: whole(text.slice(last, last + MARGIN_LIMITS.around)),
  };
}

/** No half of a character at either end. */
function whole(words: string): string {
  return words.replace(/^[\uDC00-\uDFFF]/u, "").replace(/[\uD800-\uDBFF]$/u, "");
}

/** Letters at each position of a block's content; where a footnote begins and ends, none. */
function lettersOf({ content = [] }: ProseNode): string[] {
  return content.flatMap((node): string[] => {
    if (node.type === "text") return node.text.split("");
    if (node.type === "footnote") return ["", ...lettersOf(node), ""];
    return [ATOM];
  });
}
