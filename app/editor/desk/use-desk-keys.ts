import { keydownHandler } from "@tiptap/pm/keymap";
import type { EditorView } from "@tiptap/pm/view";
import { type RefObject, useEffect } from "react";
import { type DeskActions, keysOf } from "#app/editor/commands/registry.ts";

/** The keys of the desk, wherever the focus is, instead of the browser's own bindings. */
export function useDeskKeys(actions: RefObject<DeskActions | null>): void {
  useEffect(() => {
    const handle = keydownHandler(
      Object.fromEntries(
        Object.entries(keysOf().desk).map(([key, act]) => [
          key,
          () => {
            actions.current?.[act]();
            return true;
          },
        ]),
      ),
    );
    const onKeyDown = (event: KeyboardEvent) => {
      // These keys need no editor, and work before there is one.
      if (!event.defaultPrevented && handle(NO_VIEW, event)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [actions]);
}

const NO_VIEW = {} as EditorView;
