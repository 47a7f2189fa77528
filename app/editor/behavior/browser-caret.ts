import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { readSelection } from "#app/editor/binding/index.ts";
import { HiddenSelections } from "./hidden-selection.ts";

const hidden = new WeakMap<EditorView, HiddenSelections>();

/**
 * Makes the editor read the browser's caret now. The browser moves the caret at once and reports it
 * a moment later; anything drawn in between that this person did not do (others' edits and carets,
 * details, numbers) would move the caret back, for somebody who just clicked into the text to its
 * start. Call before such a transaction is created, since reading may change the editor's state.
 * Does nothing during composition.
 */
export function readBrowserCaret(view: EditorView): void {
  if (view.composing || view.isDestroyed) return;
  hidden.get(view)?.restore();
  readSelection(view);
}

/** Focuses the text with the caret where it was, or where the person clicked meanwhile. */
export function focusText(view: EditorView): void {
  if (!view.hasFocus()) view.focus();
}

/**
 * The code of a key handled by an input method: a composition may be about to start, and reading
 * could then put the caret where the input method does not expect it. ProseMirror skips it too.
 */
const INPUT_METHOD = 229;

const CLIPBOARD = ["copy", "cut", "paste"] as const;

/** Keys whose effect on the caret may be the browser's own. */
const MOVES = /^(?:Arrow|Home|End|Page)/u;

/**
 * Makes keys, and buttons beside the text, act at the browser's current caret. In a busy page, keys
 * and presses are delivered before the report that the previous one moved the caret: Enter after
 * End would split the paragraph where End was pressed, and Backspace after a click would delete at
 * the old place.
 */
export function caretFirst(): Plugin {
  const read = (view: EditorView) => {
    readBrowserCaret(view);
    return false;
  };
  const readForKey = (view: EditorView, { key, keyCode }: KeyboardEvent) => {
    if (keyCode !== INPUT_METHOD) read(view);
    if (MOVES.test(key)) hidden.get(view)?.moveBegins();
    return false;
  };
  const restore = (view: EditorView) => {
    hidden.get(view)?.restore();
    return false;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: readForKey,
        copy: read,
        cut: read,
        paste: read,
        beforeinput: restore,
        compositionstart: restore,
      },
    },
    view: (view) => {
      const page = view.dom.ownerDocument;
      const selections = new HiddenSelections(view);
      hidden.set(view, selections);
      const pressed = ({ target }: PointerEvent) => {
        readBrowserCaret(view);
        // A press on a caption or an exhibit moves no caret.
        const part = target instanceof Element && view.dom.contains(target) ? target : null;
        if (part && !part.closest('[contenteditable="false"]')) selections.moveBegins();
      };
      // Chromium (156) sends these to the page's body where the selection begins before a
      // caption and ends behind an exhibit: nothing was copied then, and nothing pasted. The
      // scenario "all of a draft that begins with a caption …" tells when this can go.
      const misled = (event: ClipboardEvent) => {
        const { target } = event;
        if (event.defaultPrevented || !view.hasFocus()) return;
        if (target instanceof Node && view.dom.contains(target)) return;
        view.dispatchEvent(event);
      };
      for (const type of CLIPBOARD) page.addEventListener(type, misled);
      page.addEventListener("pointerdown", pressed, { capture: true, passive: true });
      return {
        update: ({ state }, before) => {
          if (state.selection !== before.selection) selections.selectionChanged();
        },
        destroy: () => {
          page.removeEventListener("pointerdown", pressed, true);
          for (const type of CLIPBOARD) page.removeEventListener(type, misled);
          selections.destroy();
        },
      };
    },
  });
}
