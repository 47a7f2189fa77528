import { TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { focusText } from "./browser-caret.ts";

/**
 * Puts the caret where somebody presses on, or right behind, words that are only drawn: what others
 * suggest, or what is gone. The browser would put it into the drawing, which is no part of the text; in
 * a text without the focus it then ends at the start of the draft. A `handleClick` of ProseMirror.
 */
export function caretBesideDrawn(view: EditorView, position: number, event: MouseEvent): boolean {
  if (event.button !== 0 || event.detail > 1 || event.shiftKey || event.ctrlKey) return false;
  const node = nodeAtPoint(view.dom.ownerDocument, event);
  const element = node instanceof Element ? node : node?.parentElement;
  if (!element?.closest(".ProseMirror-widget") || !view.dom.contains(element)) return false;
  const { state } = view;
  view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(position), -1)));
  focusText(view);
  // Others may want to know of the press, too.
  return false;
}

/** What the browser would put the caret into. */
function nodeAtPoint(page: Document, { clientX, clientY }: MouseEvent): Node | null {
  if ("caretPositionFromPoint" in page) {
    const found = page.caretPositionFromPoint(clientX, clientY);
    if (found) return found.offsetNode;
  }
  return page.caretRangeFromPoint?.(clientX, clientY)?.startContainer ?? null;
}
