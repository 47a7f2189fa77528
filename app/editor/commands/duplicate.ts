import { Fragment, Slice, type Node, type NodeRange } from "@tiptap/pm/model";
import { NodeSelection, Selection, TextSelection, type Command } from "@tiptap/pm/state";
import { withNotice } from "#app/editor/paste/paste-notice.ts";
import { LARGEST_PASTE, pasteBytes } from "#app/editor/paste/paste-size.ts";

/**
 * Duplicates the blocks that the selection touches, directly after them: whole paragraphs and what
 * is between them; within one cell its paragraphs, across cells the whole table. The originals are
 * unchanged, with others' carets in them; `blockIds` gives the copies new ids, so that references
 * to the originals stay. References inside the copy keep their targets.
 */
export const duplicate: Command = (state, dispatch) => {
  const range = touchedBlocks(state.selection);
  if (range === null) return false;
  if (!dispatch) return true;
  const copies = nodesOf(range);
  if (pasteBytes(new Slice(copies, 0, 0)) > LARGEST_PASTE) {
    dispatch(withNotice(state.tr, { sentence: TOO_LARGE }));
    return true;
  }
  const transaction = state.tr.insert(range.end, copies);
  const { selection } = state;
  const { doc } = transaction;
  const [anchor, head] = [selection.anchor + copies.size, selection.head + copies.size];
  if (selection instanceof TextSelection) {
    transaction.setSelection(TextSelection.create(doc, anchor, head));
  } else if (selection instanceof NodeSelection) {
    transaction.setSelection(NodeSelection.create(doc, anchor));
  } else {
    transaction.setSelection(Selection.near(doc.resolve(range.end), 1));
  }
  dispatch(transaction.scrollIntoView());
  return true;
};

const TOO_LARGE =
  "That is more than can be copied at once (about 150,000 words). Nothing was copied and nothing was lost; please select less.";

/** The children of the document, or of one cell, that the selection touches. */
export function touchedBlocks({ ranges, from, to, $from }: Selection): NodeRange | null {
  const first = ranges.reduce((least, { $from }) => Math.min(least, $from.pos), from);
  const last = ranges.reduce((most, { $to }) => Math.max(most, $to.pos), to);
  const $last = $from.doc.resolve(last);
  return $from.doc
    .resolve(first)
    .blockRange($last, ({ type }) => type.name === "doc" || CELLS.has(type.name));
}

const CELLS = new Set(["tableCell", "tableHeader"]);

/** The nodes of a range. */
export function nodesOf({ parent, startIndex, endIndex }: NodeRange): Fragment {
  const all: Node[] = [];
  for (let index = startIndex; index < endIndex; index += 1) all.push(parent.child(index));
  return Fragment.from(all);
}
