import type { EditorState, Transaction } from "@tiptap/pm/state";
import type { Mapping } from "@tiptap/pm/transform";
import { bindingIn } from "#app/editor/binding/binding-in.ts";
import type { Editor, TransactionEvent } from "#app/editor/editor.ts";

/** The parts of an editor that are used. */
export type SlicedEditor = Pick<Editor, "view" | "on" | "off">;

/** Milliseconds of work until the page gets a turn. Dispatching a slice costs about as much again. */
export const SLICE_MS = 16;

/** The meta that marks the slices. */
const OWN = "editInSlices";

interface SlicedEdit {
  /** The next slice, of some `SLICE_MS`. */
  readonly slice: (state: EditorState) => Transaction;
  readonly isDone: () => boolean;
  /** Maps what remains through others' edits. */
  readonly follow: (mapping: Mapping) => void;
  /** @param isCut whether it ended early: the text became read-only, or the person undid it. */
  readonly onEnd: (isCut: boolean) => void;
}

/** Edits a whole text slice by slice, as one undo step: at once it would block the page for seconds. */
export function editInSlices(editor: SlicedEditor, edit: SlicedEdit): void {
  const { view } = editor;
  const undo = bindingIn(view.state)?.undo ?? null;
  const captureTimeout = undo?.captureTimeout ?? 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let hasBegun = false;

  function next(): void {
    timer = null;
    // The draft may have been frozen or closed meanwhile.
    if (view.isDestroyed || (hasBegun && !view.editable)) return end(true);
    const transaction = edit.slice(view.state);
    if (transaction.docChanged) view.dispatch(transaction.setMeta(OWN, edit));
    if (edit.isDone()) return end(false);
    hasBegun = true;
    // The slices form one undo step, however late the browser calls the next one.
    if (undo) undo.captureTimeout = Infinity;
    timer = setTimeout(next, 0);
  }

  function follow({ transaction }: TransactionEvent): void {
    if (transaction.docChanged && transaction.getMeta(OWN) !== edit) {
      edit.follow(transaction.mapping);
    }
  }

  function end(isCut: boolean): void {
    if (timer) clearTimeout(timer);
    editor.off("transaction", follow);
    undo?.off("stack-item-popped", stop);
    if (undo) {
      undo.captureTimeout = captureTimeout;
      undo.stopCapturing();
    }
    edit.onEnd(isCut);
  }

  function stop(): void {
    end(true);
  }

  undo?.stopCapturing();
  undo?.on("stack-item-popped", stop);
  editor.on("transaction", follow);
  next();
}
