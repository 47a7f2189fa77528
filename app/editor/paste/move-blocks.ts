import type { ResolvedPos } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/**
 * Moves paragraphs that are dragged whole to before or behind another, with their kinds, ids and
 * numbers: what browsers select by a triple click is all words of a paragraph, and would be dropped as
 * words of the other one, leaving an empty paragraph. False where not whole paragraphs are dragged, or
 * to a place within words.
 */
export function moveBlocks(view: EditorView, at: ResolvedPos): boolean {
  const { selection, doc, tr } = view.state;
  const { $from, $to } = selection;
  if (!(selection instanceof TextSelection) || selection.empty) return false;
  const isWhole =
    isInBlock($from) &&
    isInBlock($to) &&
    $from.parentOffset === 0 &&
    $to.parentOffset === $to.parent.content.size;
  const isBefore = at.parentOffset === 0;
  const isBehind = at.parentOffset === at.parent.content.size;
  if (!isWhole || !isInBlock(at) || !(isBefore || isBehind)) return false;
  const [from, to] = [$from.before(), $to.after()];
  const target = isBefore ? at.before() : at.after();
  // Dropped on itself: nothing changes.
  if (target >= from && target <= to) return true;
  const blocks = doc.slice(from, to).content;
  tr.delete(from, to);
  const put = tr.mapping.map(target);
  tr.insert(put, blocks);
  tr.setSelection(TextSelection.create(tr.doc, put + 1, put + blocks.size - 1));
  view.dispatch(tr.setMeta("uiEvent", "drop"));
  return true;
}

/** Whether a place is in a paragraph of the text itself, and not in a table or a footnote. */
function isInBlock($pos: ResolvedPos): boolean {
  return $pos.depth === 1 && $pos.parent.type.name === "block";
}
