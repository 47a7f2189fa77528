import type { Editor } from "@tiptap/core";
import { Selection } from "@tiptap/pm/state";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";

/** Milliseconds for which a place that was led to stays marked. */
const MARKED_MS = 2_400;

/**
 * Scrolls to a block, an exhibit or a footnote by its id, marks it for a moment and puts the caret
 * into it. False where the text has none of that id.
 */
export function showBlock(frame: HTMLElement, editor: Editor | null, id: string): boolean {
  const name = CSS.escape(id);
  const block = frame.querySelector<HTMLElement>(`[data-id="${name}"], [data-exhibit="${name}"]`);
  if (!block) return false;
  block.scrollIntoView({ block: "start" });
  // An animation, since the editor takes every change of its elements for an edit.
  block.animate(
    [
      { outline: "3px solid var(--color-focus)", outlineOffset: "4px" },
      { outlineColor: "transparent", outlineOffset: "4px" },
    ],
    { duration: MARKED_MS, easing: "ease-in" },
  );
  if (editor) {
    const end = editor.view.posAtDOM(block, block.childNodes.length);
    // What is drawn from facts has no place for a caret in it: the nearest text before it has.
    const { tr, doc } = editor.state;
    editor.view.dispatch(tr.setSelection(Selection.near(doc.resolve(end), -1)));
    focusText(editor.view);
  }
  return true;
}
