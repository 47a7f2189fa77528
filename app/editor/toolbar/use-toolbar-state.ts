import type { Editor } from "@tiptap/core";
import { useEffect, useMemo } from "react";
import { afterCalm } from "#app/editor/desk/after-calm.ts";
import { sameValues, Store, useStore } from "#app/ui/store.ts";
import { NO_CARET, type ToolbarState, toolbarState } from "./toolbar-state.ts";

/** Milliseconds of calm after which the toolbar looks at the text again. */
const CALM_MS = 80;

/** What the toolbar shows, read when the hands pause. */
export function useToolbarState(editor: Editor | null): ToolbarState {
  const watched = useMemo(() => new Store<ToolbarState>(NO_CARET, sameValues), []);
  useEffect(() => {
    if (!editor) return;
    const read = () => watched.set(toolbarState(editor.state));
    read();
    return afterCalm(editor, CALM_MS, read);
  }, [editor, watched]);
  return useStore(watched);
}
