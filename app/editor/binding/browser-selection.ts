import type { EditorView } from "@tiptap/pm/view";

/**
 * Makes ProseMirror read the browser's selection now, and not when the browser tells of it. It has no
 * public way (view 1.42); relied on: `domObserver.flush` of the view, which does nothing where nothing
 * changed. The test: tests/editor/caret.test.ts, "stays where they have just clicked".
 */
export function readSelection(view: EditorView): void {
  (view as unknown as { domObserver: { flush(): void } }).domObserver.flush();
}
