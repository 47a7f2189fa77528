import { keydownHandler } from "@tiptap/pm/keymap";
import type { EditorView } from "@tiptap/pm/view";
import { type RefObject, useEffect } from "react";
import { type DeskActions, keysOf } from "#app/editor/commands/registry.ts";
import { useLatest } from "#app/ui/use-latest.ts";

/**
 * The keys of the desk, wherever the focus is, instead of the browser's own bindings.
 * @param leaves whether a key is left to who listens next: it means something else there.
 */
export function useDeskKeys(
  actions: RefObject<DeskActions | null>,
  leaves: (act: keyof DeskActions) => boolean,
): void {
  const left = useLatest(leaves);
  useEffect(() => {
    const handle = keydownHandler(
      Object.fromEntries(
        Object.entries(keysOf().desk).map(([key, act]) => [
          key,
          () => {
            if (left.current?.(act)) return false;
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
  }, [actions, left]);
}

const NO_VIEW = {} as EditorView;
