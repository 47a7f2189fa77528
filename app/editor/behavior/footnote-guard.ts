import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { Plugin, TextSelection, type Selection } from "@tiptap/pm/state";
import { isFromOthers } from "./changed-children.ts";

/**
 * Extends a selection with one end in a footnote to include the whole footnote. Deleting or
 * replacing half of a footnote would move the rest of the paragraph into it.
 */
export function footnoteGuard(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      if (transactions.some(isFromOthers)) return null;
      const whole = withWholeFootnotes(state.selection, state.doc);
      return whole === null ? null : state.tr.setSelection(whole);
    },
  });
}

function withWholeFootnotes(selection: Selection, document: Node): TextSelection | null {
  if (!(selection instanceof TextSelection) || selection.empty) return null;
  const { $anchor, $head } = selection;
  if ($anchor.sameParent($head)) return null;
  const forward = $anchor.pos <= $head.pos;
  const anchor = outOfFootnote($anchor, forward ? "before" : "behind");
  const head = outOfFootnote($head, forward ? "behind" : "before");
  if (anchor === $anchor.pos && head === $head.pos) return null;
  return TextSelection.create(document, anchor, head);
}

function outOfFootnote($place: ResolvedPos, side: "before" | "behind"): number {
  if ($place.parent.type.name !== "footnote") return $place.pos;
  return side === "before" ? $place.before() : $place.after();
}
