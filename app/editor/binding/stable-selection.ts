import type { ResolvedPos } from "@tiptap/pm/model";
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
  const isBehind = nodeBefore?.isText || (parentOffset > 0 && !nodeAfter?.isText);
  return tr.mapping.map(pos, isBehind ? -1 : 1);
}
