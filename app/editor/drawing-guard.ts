import { type Editor, Extension } from "@tiptap/core";
import { bindingIn, isRemote } from "./binding";

/** Told once, with what was thrown. */
export type OnBroken = (error: unknown) => void;

/**
 * Stops an editor that has thrown while it drew or wrote: what it shows may then be something else
 * than the shared text, and the difference would be written as somebody's words, for everyone. It
 * takes no more keys, writes nothing and hears nothing; the shared text, its copy on the device and
 * the connection live on without it.
 */
export class DrawingGuard {
  private broken = false;

  constructor(private readonly onBroken: OnBroken) {}

  /** The extension that watches over all that is dispatched, one's own and from others. */
  get extension(): Extension {
    // oxlint-disable-next-line typescript/no-this-alias -- the functions below have a `this` of their own
    const guard = this;
    return Extension.create({
      name: "drawingGuard",
      // Around all others.
      priority: 2_000,
      dispatchTransaction({ transaction, next }) {
        if (guard.broken) return;
        const { editor } = this;
        const before = editor.state;
        try {
          next(transaction);
        } catch (error) {
          // A change of this person's that could not even be begun leaves all as it was.
          if (editor.state === before && !isRemote(transaction)) throw error;
          guard.stop(editor, error);
        }
      },
    });
  }

  /** Stops this editor for good. */
  stop(editor: Editor, error: unknown): void {
    if (this.broken) return;
    this.broken = true;
    console.error(error);
    bindingIn(editor.state)?.destroy();
    // Not by the editor's own means, which would draw.
    editor.view.dom.contentEditable = "false";
    this.onBroken(error);
  }
}
