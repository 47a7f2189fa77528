import * as z from "zod";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ProseNode } from "#app/document/prose.ts";

const part = z.string().max(MARGIN_LIMITS.summary);

/**
 * A suggestion as one line tells it (M20): the words that go and those that come, with the words around
 * them. Made once, when the suggestion is stored; whoever lists it reads no more (M29).
 */
export const suggestionSummarySchema = z.object({
  /** `restyle` changes no word: a mark, a kind or a level. */
  kind: z.enum(["replace", "insert", "delete", "restyle"]),
  before: part,
  removed: part,
  added: part,
  after: part,
  /** The number of words that go and that come; between two changes, those of both sides. */
  words: z.object({ removed: z.number(), added: z.number() }),
});
export type SuggestionSummary = z.output<typeof suggestionSummarySchema>;

/** Words before and after what changes. */
const AROUND = 3;
/** Words of what changes that are shown. */
const SHOWN = 12;

export function summaryOf(
  base: readonly ProseNode[],
  proposed: readonly ProseNode[],
): SuggestionSummary {
  const [was, becomes] = [wordsOf(base), wordsOf(proposed)];
  const shorter = Math.min(was.length, becomes.length);
  let head = 0;
  while (head < shorter && was[head] === becomes[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && was.at(-1 - tail) === becomes.at(-1 - tail)) tail += 1;
  const removed = was.slice(head, was.length - tail);
  const added = becomes.slice(head, becomes.length - tail);
  const isRestyled = removed.length === 0 && added.length === 0;
  return {
    kind: isRestyled
      ? "restyle"
      : removed.length === 0
        ? "insert"
        : added.length === 0
          ? "delete"
          : "replace",
    // Of a restyled text, its beginning says which one it is.
    before: isRestyled
      ? lineOf(was.slice(0, 2 * AROUND))
      : lineOf(was.slice(Math.max(0, head - AROUND), head)),
    removed: lineOf(removed, SHOWN),
    added: lineOf(added, SHOWN),
    after: lineOf(tail === 0 ? [] : was.slice(was.length - tail).slice(0, AROUND)),
    words: { removed: removed.length, added: added.length },
  };
}

/** The same without any emphasis: `Replace “said” with “has declared”`. */
export function summarySentence({ kind, before, removed, added }: SuggestionSummary): string {
  switch (kind) {
    case "replace":
      return `Replace “${removed}” with “${added}”`;
    case "insert":
      return `Insert “${added}”`;
    case "delete":
      return `Delete “${removed}”`;
    case "restyle":
      return before === "" ? "Change the form" : `Change the form of “${before}”`;
  }
}

/** Words and signs of some blocks; ¶ where one ends. */
function wordsOf(blocks: readonly ProseNode[]): string[] {
  return blocks.map(typedIn).join(" ¶ ").match(/\S+/gu) ?? [];
}

/** Without any node's own way of drawing: pages of a version load no more than that. */
function typedIn({ type, text, content = [] }: ProseNode): string {
  const words = text ?? content.map(typedIn).join(type.startsWith("table") ? " " : "");
  return type === "footnote" ? ` [${words}] ` : (LEAF_TEXTS[type] ?? words);
}

const LEAF_TEXTS: Readonly<Record<string, string>> = {
  hardBreak: " ",
  field: "[field]",
  crossReference: "[reference]",
  pageBreak: "[page break]",
  caption: "[caption]",
  signatureBlock: "[signature block]",
  exhibit: "[exhibit]",
};

function lineOf(words: readonly string[], most = words.length): string {
  const shown = words.slice(0, most).join(" ");
  const isCut = words.length > most || shown.length > MARGIN_LIMITS.summary;
  // One place for the sign of the cut; half of a character is none.
  return isCut
    ? `${shown.slice(0, MARGIN_LIMITS.summary - 1).replace(/\p{Surrogate}$/u, "")}…`
    : shown;
}
