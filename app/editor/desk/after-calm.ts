import type { Editor } from "@tiptap/core";

/**
 * Calls each time that the editor has been left alone for so many milliseconds after a change.
 * @returns what stops it.
 */
export function afterCalm(editor: Editor, milliseconds: number, call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = 0;
  const fire = () => {
    const left = last + milliseconds - performance.now();
    if (left > 1) {
      timer = setTimeout(fire, left);
      return;
    }
    timer = null;
    if (!editor.isDestroyed) call();
  };
  const onTransaction = () => {
    last = performance.now();
    timer ??= setTimeout(fire, milliseconds);
  };
  editor.on("transaction", onTransaction);
  return () => {
    editor.off("transaction", onTransaction);
    if (timer) clearTimeout(timer);
  };
}
