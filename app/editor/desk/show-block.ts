import type { Editor } from "#app/editor/editor.ts";
import { Selection } from "@tiptap/pm/state";
import { focusText } from "#app/editor/behavior/browser-caret.ts";

/** Milliseconds for which a target stays highlighted. */
const MARKED_MS = 2_400;

/**
 * Scrolls to a block, an exhibit or a footnote by its id, highlights it briefly and puts the caret
 * into it. False where the text has no such id.
 * @param isBefore whether the caret stands before its words; else behind them.
 */
export function showBlock(
  frame: HTMLElement,
  editor: Editor | null,
  id: string,
  isBefore = false,
): boolean {
  const name = CSS.escape(id);
  const block = frame.querySelector<HTMLElement>(`[data-id="${name}"], [data-exhibit="${name}"]`);
  if (!block) return false;
  // A first paint may not be laid out so far down.
  frame.querySelector("[data-top-first]")?.removeAttribute("data-top-first");
  block.scrollIntoView({ block: "start" });
  // An animation, since the editor treats every change of its elements as an edit.
  block.animate(
    [
      { outline: "3px solid var(--color-focus)", outlineOffset: "4px" },
      { outlineColor: "transparent", outlineOffset: "4px" },
    ],
    { duration: MARKED_MS, easing: "ease-in" },
  );
  if (editor) {
    const at = editor.view.posAtDOM(block, isBefore ? 0 : block.childNodes.length);
    // Generated nodes can't hold a caret: the nearest text before it is used.
    const { tr, doc } = editor.state;
    editor.view.dispatch(tr.setSelection(Selection.near(doc.resolve(at), isBefore ? 1 : -1)));
    focusText(editor.view);
  }
  return true;
}
