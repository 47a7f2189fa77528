import { Plugin } from "@tiptap/pm/state";
import { readBrowserCaret } from "~/prose/browser-caret";
import type { LiveDraft } from "./session";

/**
 * Reads the browser's caret, and letters that it holds and the editor has not heard of, before words
 * of others are drawn, which would put the one back and might overwrite the others.
 */
export function caretBeforeOthers(live: LiveDraft): Plugin {
  return new Plugin({
    view: (view) => ({ destroy: live.beforeOthers(() => readBrowserCaret(view)) }),
  });
}
