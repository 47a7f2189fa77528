import type { EditorView } from "@tiptap/pm/view";

/**
 * Lets the editor read where the browser's caret is now. The browser moves the caret at once and tells
 * the editor a moment later; whatever is drawn in between and was not asked for by this person (other
 * people's edits and carets, facts, numbers) would put the caret back to where it was: to the start
 * of the document, for who has just clicked into it. To be called before such a transaction is begun,
 * since reading may change the editor's state. Does nothing while a word is being composed.
 */
export function readBrowserCaret(view: EditorView): void {
  if (view.composing || view.isDestroyed) return;
  // ProseMirror has no public way to read the browser's selection now.
  (view as unknown as { domObserver: { flush(): void } }).domObserver.flush();
}
