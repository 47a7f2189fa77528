import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useMemo } from "react";
import { onIdle } from "#app/editor/desk/on-idle.ts";
import { sameValues, Store, useStore } from "#app/ui/store.ts";
import { NO_CARET, type ToolbarState, toolbarState } from "./toolbar-state.ts";

/** Milliseconds of idle time after which the toolbar is updated. */
const IDLE_MS = 80;

/** The toolbar's state, updated when typing pauses. */
export function useToolbarState(editor: Editor | null): ToolbarState {
  const watched = useMemo(() => new Store<ToolbarState>(NO_CARET, sameValues), []);
  useEffect(() => {
    if (!editor) return;
    const read = () => watched.set(toolbarState(editor.state));
    read();
    return onIdle(editor, IDLE_MS, read);
  }, [editor, watched]);
  return useStore(watched);
}
