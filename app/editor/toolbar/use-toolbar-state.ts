import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useMemo } from "react";
import { onIdle } from "#app/editor/desk/on-idle.ts";
import { sameValues, Store, useStore } from "#app/ui/store.ts";
import { NO_CARET, type ToolbarState, toolbarState } from "./toolbar-state.ts";

/** Milliseconds of idle time after which the toolbar is updated. */
const IDLE_MS = 80;

/**
 * The toolbar's state, updated when typing pauses. Until somebody goes into the text, no caret of theirs is
 * there, and no mark: the editor's own is before the first letter, which may be a bold one.
 */
export function useToolbarState(editor: Editor | null): ToolbarState {
  const watched = useMemo(() => new Store<ToolbarState>(NO_CARET, sameValues), []);
  useEffect(() => {
    if (!editor) return;
    const { dom } = editor.view;
    let hasCaret = false;
    const read = () => {
      hasCaret ||= editor.view.hasFocus();
      const state = toolbarState(editor.state);
      watched.set(hasCaret ? state : { ...state, marks: "" });
    };
    read();
    dom.addEventListener("focus", read);
    const stop = onIdle(editor, IDLE_MS, read);
    return () => {
      dom.removeEventListener("focus", read);
      stop();
    };
  }, [editor, watched]);
  return useStore(watched);
}
