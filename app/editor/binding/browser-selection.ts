import type { EditorView } from "@tiptap/pm/view";

/**
 * Makes ProseMirror read the browser's selection now instead of waiting for its event. There is no
 * public API (view 1.42). Relies on: `domObserver.flush` of the view, which does nothing without a
 * change. Test: tests/editor/caret.test.ts, "stays where they have just clicked".
 */
export function readSelection(view: EditorView): void {
  (view as unknown as { domObserver: { flush(): void } }).domObserver.flush();
}
