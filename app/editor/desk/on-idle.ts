import type { Editor } from "#app/editor/editor.ts";

/**
 * Calls each time the editor has been idle for that many milliseconds after a change.
 * @returns a function that stops it.
 */
export function onIdle(editor: Editor, milliseconds: number, call: () => void): () => void {
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
