import type { Slice } from "@tiptap/pm/model";
import { NodeSelection, Plugin, type EditorState } from "@tiptap/pm/state";

/** As ProseMirror keeps it; `node`, which its types leave out, is a node that is dragged by itself. */
interface Dragged {
  readonly slice: Slice;
  readonly move: boolean;
  readonly node?: NodeSelection;
}

/**
 * Drops what is there, with what others typed into it while it was dragged. ProseMirror drops what was
 * there when the drag began, in place of what is selected when it ends.
 */
export function draggedText(): Plugin {
  return new Plugin({
    view: () => ({
      update(view, before) {
        const { state } = view;
        const dragging: Dragged | null = view.dragging;
        if (!dragging || before.doc === state.doc) return;
        if (!dragging.node) {
          view.dragging = { ...dragging, slice: state.selection.content() };
          return;
        }
        const node = sameNode(dragging.node, before, state);
        // A node not found again is put in once more, and taken away nowhere.
        const dragged: Dragged | null = node && { ...dragging, node, slice: node.content() };
        view.dragging = dragged;
      },
    }),
  });
}

/** The selection of a dragged node after a change, by its id or its place from the end. */
function sameNode(
  { from, node }: NodeSelection,
  before: EditorState,
  { doc }: EditorState,
): NodeSelection | null {
  for (const at of [from, from + doc.content.size - before.doc.content.size]) {
    const there = at >= 0 && at < doc.content.size ? doc.nodeAt(at) : null;
    if (there?.type === node.type && there.attrs.id === node.attrs.id) {
      return NodeSelection.create(doc, at);
    }
  }
  return null;
}
