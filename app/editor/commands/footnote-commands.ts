import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { NodeSelection, TextSelection, type Command, type EditorState } from "@tiptap/pm/state";
import { nodeType } from "#app/document/schema.ts";

/** A footnote and its position. */
interface AroundFootnote {
  readonly node: Node;
  readonly position: number;
}

/** The footnote that contains a place, or null. */
export function footnoteAt($place: ResolvedPos): AroundFootnote | null {
  const node = $place.parent;
  return node.type.name === "footnote" ? { node, position: $place.before() } : null;
}

/**
 * Inserts an empty footnote after the selection, with the caret in it. Not inside a footnote or
 * outside of text.
 */
export const insertFootnote: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (!(state.selection instanceof TextSelection) || $to.parent.type.name !== "block") return false;
  if (dispatch) {
    const transaction = state.tr.insert($to.pos, nodeType(state.schema, "footnote").create());
    transaction.setSelection(TextSelection.create(transaction.doc, $to.pos + 1));
    dispatch(transaction.scrollIntoView());
  }
  return true;
};

/** Enter and Escape in a footnote: moves the caret back to the paragraph, after the footnote. */
export const leaveFootnote: Command = (state, dispatch) => {
  const around = footnoteAt(state.selection.$from);
  if (around === null) return false;
  const behind = around.position + around.node.nodeSize;
  dispatch?.(
    state.tr
      .setSelection(TextSelection.create(state.doc, behind))
      .setStoredMarks([])
      .scrollIntoView(),
  );
  return true;
};

/**
 * Backspace and Delete beside or at the edge of a footnote, a field or a reference. An empty
 * footnote is deleted; one with text is selected first and deleted by the next press, so that its
 * text is not lost by accident. At the inner edge of a footnote with text nothing is deleted. False
 * where the caret is at no such place.
 */
export function eraseBeside(
  state: EditorState,
  side: "before" | "after",
  dispatch: Parameters<Command>[1],
): boolean {
  const { $from: $caret, empty } = state.selection;
  if (!empty || !(state.selection instanceof TextSelection)) return false;
  const around = footnoteAt($caret);
  const edge = side === "before" ? 0 : $caret.parent.content.size;
  if (around !== null && $caret.parentOffset === edge) {
    const { node, position } = around;
    const transaction = state.tr;
    if (node.content.size === 0) transaction.delete(position, position + node.nodeSize);
    const out = side === "before" || node.content.size === 0 ? position : position + node.nodeSize;
    transaction.setSelection(TextSelection.create(transaction.doc, out));
    dispatch?.(transaction.scrollIntoView());
    return true;
  }
  const node = side === "before" ? $caret.nodeBefore : $caret.nodeAfter;
  if (node === null || !node.isInline || node.isText) return false;
  const position = side === "before" ? $caret.pos - node.nodeSize : $caret.pos;
  if (node.type.name === "footnote" && node.content.size > 0) {
    dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, position)).scrollIntoView());
    return true;
  }
  dispatch?.(state.tr.delete(position, position + node.nodeSize).scrollIntoView());
  return true;
}
