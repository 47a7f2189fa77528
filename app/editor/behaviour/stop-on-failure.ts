import type { Editor } from "@tiptap/core";
import { bindingIn } from "#app/editor/binding/index.ts";

/**
 * Stops an editor whose binding has failed: it threw while it drew or wrote, so that what it shows may
 * be something else than the shared text. It takes no more keys and tells so once. The shared text, its
 * copy on the device and the connection live on without it.
 */
export function stopOnFailure(editor: Editor, onBroken: () => void): void {
  const stop = () => {
    // Whatever ProseMirror offers for both would draw once more.
    editor.view.dom.contentEditable = "false";
    editor.view.dispatch = () => undefined;
    onBroken();
  };
  const binding = bindingIn(editor.state);
  if (binding?.failed) stop();
  else binding?.onFailure(stop);
}
