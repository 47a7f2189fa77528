import { Plugin } from "@tiptap/pm/state";
import { readBrowserCaret } from "./browser-caret.ts";
import type { LiveDraft } from "#app/editor/session/session.ts";

/**
 * Reads the browser's caret, and letters that it holds and the editor has not heard of, before words
 * of others are drawn, which would put the one back and might overwrite the others.
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
