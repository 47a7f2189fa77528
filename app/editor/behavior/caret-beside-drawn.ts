import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { focusText } from "./browser-caret.ts";

/**
 * Puts the caret where somebody presses on, or right behind, words that are only drawn: what others
 * suggest, or what is gone. The browser would put it into the drawing, which is no part of the text; in
 * a text without the focus it then ends at the start of the draft. A `handleClick` of ProseMirror.
 */
export function caretBesideDrawn(view: EditorView, _position: number, event: MouseEvent): boolean {
  if (event.button !== 0 || event.detail > 1 || event.shiftKey || event.ctrlKey) return false;
  const page = view.dom.ownerDocument;
  // Where the caret went tells more than the point: between two lines the browser takes either.
  const drawn = drawnAround(page.getSelection()?.anchorNode) ?? drawnAround(nodeAt(page, event));
  if (!drawn || !view.dom.contains(drawn)) return false;
  const { state } = view;
  const $position = state.doc.resolve(view.posAtDOM(drawn, 0));
  view.dispatch(state.tr.setSelection(TextSelection.near($position, -1)));
  focusText(view);
  // Others may want to know of the press, too.
  return false;
}

function drawnAround(node: Node | null | undefined): Element | null {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest(".ProseMirror-widget") ?? null;
}

/** Finds the node that the browser would put the caret into. */
function nodeAt(page: Document, { clientX, clientY }: MouseEvent): Node | null {
  if ("caretPositionFromPoint" in page) {
    const found = page.caretPositionFromPoint(clientX, clientY);
    if (found) return found.offsetNode;
  }
  return page.caretRangeFromPoint?.(clientX, clientY)?.startContainer ?? null;
}
