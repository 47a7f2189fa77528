import type { Node } from "@tiptap/pm/model";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";
import { changedChildren } from "#app/editor/behavior/changed-children.ts";

const encoder = new TextEncoder();

export const TOO_MANY = `A suggestion changes at most ${MARGIN_LIMITS.blocks} paragraphs in a row. Nothing was changed; propose it in parts.`;
const TOO_LARGE =
  "This suggestion is larger than can be sent in one piece. Nothing was lost: take some of it out again, and propose that on its own.";

/** Why a suggestion can't be sent as it is; null where it can. */
export function tooLarge({ base, proposed }: Suggested): string | null {
  if (Math.max(base.length, proposed.length) > MARGIN_LIMITS.blocks) return TOO_MANY;
  const bytes = (blocks: readonly ProseNode[]) => encoder.encode(JSON.stringify(blocks)).length;
  const most = Math.max(bytes(base), bytes(proposed));
  return most > MARGIN_LIMITS.suggestionBytes ? TOO_LARGE : null;
}

/** The children that an edit touches; one beside it where it only adds some, or leaves none. */
export function copiedRange(before: Node, after: Node): { from: number; to: number } {
  const { start, oldEnd, newEnd } = changedChildren(before, after);
  if (oldEnd > start && newEnd > start) return { from: start, to: oldEnd };
  if (start > 0) return { from: start - 1, to: oldEnd };
  return { from: start, to: Math.min(before.childCount, oldEnd + 1) };
}
