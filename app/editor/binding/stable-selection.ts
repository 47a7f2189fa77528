import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { type EditorState, Selection, TextSelection, type Transaction } from "@tiptap/pm/state";

/**
 * Keeps the caret after the letter before it, and at a block's start before the letter after it.
 * ProseMirror's own mapping would move it along with what others insert there.
 */
export function keepSelection(tr: Transaction, before: EditorState): void {
  const { selection } = before;
  if (!(selection instanceof TextSelection)) return;
  const $anchor = tr.doc.resolve(placeAfter(tr, selection.$anchor));
  const $head = selection.empty ? $anchor : tr.doc.resolve(placeAfter(tr, selection.$head));
  if (!$head.parent.inlineContent) tr.setSelection(Selection.near($head));
  else tr.setSelection(new TextSelection($anchor.parent.inlineContent ? $anchor : $head, $head));
}

function placeAfter(tr: Transaction, $pos: ResolvedPos): number {
  const { pos, parentOffset, nodeBefore, nodeAfter } = $pos;
  const moved = placeInMoved(tr, $pos);
  if (moved !== null) return moved;
  const isBehind = nodeBefore?.isText || (parentOffset > 0 && !nodeAfter?.isText);
  return tr.mapping.map(pos, isBehind ? -1 : 1);
}

/** The block was deleted and exists elsewhere with the same id: somebody cut and pasted it. */
function placeInMoved(tr: Transaction, $pos: ResolvedPos): number | null {
  const id: unknown = $pos.parent.attrs.id;
  if (typeof id !== "string" || $pos.depth !== 1) return null;
  const isGone = tr.mapping.mapResult($pos.before(1), 1).deletedAfter;
  if (!isGone || !tr.mapping.mapResult($pos.pos).deletedAcross) return null;
  let place: number | null = null;
  tr.doc.forEach((node: Node, offset: number) => {
    if (node.attrs.id !== id || !node.inlineContent) return;
    place = offset + 1 + Math.min($pos.parentOffset, node.content.size);
  });
  return place;
}
