import type { Editor } from "#app/editor/editor.ts";
import { bindingIn } from "#app/editor/binding/index.ts";

/**
 * Stops an editor whose binding threw while rendering or writing, so that it may show something
 * else than the shared text. It becomes read-only and reports this once. The shared text, its copy
 * on the device and the connection keep working.
 */
export function stopOnFailure(editor: Editor, onBroken: () => void): void {
  const stop = () => {
    // Every way that ProseMirror has to do this would render once more.
    editor.view.dom.contentEditable = "false";
    editor.view.dispatch = () => undefined;
    onBroken();
  };
  const binding = bindingIn(editor.state);
  if (binding?.failed) stop();
  else binding?.onFailure(stop);
}
