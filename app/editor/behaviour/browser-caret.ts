import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { readSelection } from "#app/editor/binding/index.ts";
import { HiddenSelections } from "./hidden-selection.ts";

const hidden = new WeakMap<EditorView, HiddenSelections>();

/**
 * Lets the editor read where the browser's caret is now. The browser moves the caret at once and tells
 * the editor a moment later; whatever is drawn in between and was not asked for by this person (other
 * people's edits and carets, facts, numbers) would put the caret back to where it was: to the start
 * of the document, for who has just clicked into it. To be called before such a transaction is begun,
 * since reading may change the editor's state. Does nothing while a word is being composed.
 */
export function readBrowserCaret(view: EditorView): void {
  if (view.composing || view.isDestroyed) return;
  hidden.get(view)?.restore();
  readSelection(view);
}

/** Gives the text the focus, with the caret where it was; who has meanwhile clicked into it stays there. */
export function focusText(view: EditorView): void {
  if (!view.hasFocus()) view.focus();
}

/**
 * The code of a key that an input method has taken: a word may be about to be composed, and reading
 * then could put the caret where the input method does not expect it. ProseMirror leaves it out, too.
 */
const INPUT_METHOD = 229;

/** Keys whose effect on the caret may be the browser's own. */
const MOVES = /^(?:Arrow|Home|End|Page)/u;

/**
 * A key, and a button beside the text, act where the browser's caret stands. In a busy page keys and
 * presses are delivered before the news that the one before them moved the caret: Enter after End would
 * split the paragraph where End was pressed, and Backspace after a click would delete what stands before
 * the place that was left.
 */
export const CaretFirst = Extension.create({
  name: "caretFirst",
  // Before everything that reads the selection when a key comes (the keymap: 1100).
  priority: 1200,
  addProseMirrorPlugins() {
    const read = (view: EditorView) => {
      readBrowserCaret(view);
      return false;
    };
    const readForKey = (view: EditorView, { key, keyCode }: KeyboardEvent) => {
      if (keyCode !== INPUT_METHOD) read(view);
      if (MOVES.test(key)) hidden.get(view)?.handsMove();
      return false;
    };
    const restore = (view: EditorView) => {
      hidden.get(view)?.restore();
      return false;
    };
    return [
      new Plugin({
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
            if (part && !part.closest('[contenteditable="false"]')) selections.handsMove();
          };
          page.addEventListener("pointerdown", pressed, { capture: true, passive: true });
          return {
            update: ({ state }, before) => {
              if (state.selection !== before.selection) selections.stands();
            },
            destroy: () => {
              page.removeEventListener("pointerdown", pressed, true);
              selections.destroy();
            },
          };
        },
      }),
    ];
  },
});
