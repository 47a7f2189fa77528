import canonicalize from "canonicalize";
import type { Node } from "@tiptap/pm/model";
import type { BlockRange } from "#app/document/edits/replace-blocks.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  idOf,
  locateBase,
  type MergedSuggestion,
  type Suggested,
} from "#app/document/suggestion/index.ts";

/**
 * How one decides: the suggestion's words where both changed the same, the draft's there and the rest of
 * the suggestion, or as new paragraphs; null to take it as it merges.
 */
export type SuggestionChoice = "suggested" | "draft" | "new" | null;

/** The blocks of a draft that a suggestion is about; null where they are gone. */
export function rangeIn(
  draft: Node,
  { base, proposed }: Pick<Suggested, "base"> & Partial<Suggested>,
): BlockRange | null {
  const blockAt = (index: number) => {
    const node = draft.maybeChild(index);
    return node && jsonOf(node);
  };
  return locateBase(base, idsOf(draft), blockAt, proposed);
}

/** The blocks that a suggestion makes of the draft's; null where somebody has to choose first (M12). */
export function becomingOf(
  merged: MergedSuggestion,
  choice: SuggestionChoice,
): readonly ProseNode[] | null {
  if (choice === "draft") return merged.keepingDraft;
  return merged.conflicts.length > 0 && choice === null ? null : merged.blocks;
}

/** The proposed blocks as blocks of their own. */
export function asNewBlocks({ proposed }: Suggested): ProseNode[] {
  return proposed.map((node) =>
    node.type === "block" ? ({ ...node, attrs: { ...node.attrs, id: null } } as ProseNode) : node,
  );
}

/** The text that a page showed of a suggestion, to be hashed: the same wherever it is made. */
export function shownText(current: readonly ProseNode[], becoming: readonly ProseNode[]): string {
  return canonicalize([current, becoming]) ?? "";
}

/** Blocks of a draft as JSON: the same objects as long as nobody changes the node. */
export function jsonBetween(draft: Node, { from, to }: BlockRange): readonly ProseNode[] {
  return draft.content.content.slice(from, to).map(jsonOf);
}

const ids = new WeakMap<Node, readonly (string | null)[]>();

/** The id by which each block of a draft is found again, in order. */
export function idsOf(draft: Node): readonly (string | null)[] {
  const known = ids.get(draft) ?? draft.content.content.map(idOfNode);
  ids.set(draft, known);
  return known;
}

/** The id by which a block of a draft is found again; a table has that of its first block. */
export function idOfNode(node: Node): string | null {
  const id: unknown = node.attrs["id"];
  if (typeof id === "string") return id;
  return node.type.name === "table" ? idOf(jsonOf(node)) : null;
}

const json = new WeakMap<Node, ProseNode>();

function jsonOf(node: Node): ProseNode {
  const known = json.get(node) ?? (node.toJSON() as ProseNode);
  json.set(node, known);
  return known;
}
