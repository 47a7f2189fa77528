import { Plugin } from "@tiptap/pm/state";
import { readBrowserCaret } from "./browser-caret.ts";
import type { LiveDraft } from "#app/editor/session/session.ts";

/**
 * Reads the browser's caret, and typed text that the editor has not seen, before others' edits are
 * drawn, which would reset the caret and might overwrite the text.
 */
export function caretBeforeOthers({ room }: LiveDraft): Plugin {
  return new Plugin({
    view(view) {
      const read = () => readBrowserCaret(view);
      room.on("before-others", read);
      return { destroy: () => room.off("before-others", read) };
    },
  });
}
