import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useState } from "react";
import type { PageStart } from "#app/document/page-starts.ts";
import { onIdle } from "#app/editor/desk/on-idle.ts";
import { Store, useStore } from "#app/ui/store.ts";
import { caretPages, type CaretPages } from "./caret-pages.ts";

/** Milliseconds of idle time after which the caret's page is determined. */
const CALM_MS = 150;

/** The pages of the caret's block in the last layout; null without an editor. */
export function useCaretPages(
  editor: Editor | null,
  starts: readonly PageStart[] | undefined,
): CaretPages | null {
  const [store] = useState(() => new Store<CaretPages | null>(null, isSame));
  useEffect(() => {
    if (!editor || !starts) return;
    const read = () => {
      const { doc, selection } = editor.state;
      store.set(caretPages(doc, selection.head, starts));
    };
    read();
    return onIdle(editor, CALM_MS, read);
  }, [editor, starts, store]);
  return useStore(store);
}

function isSame(one: CaretPages | null, other: CaretPages | null): boolean {
  return one?.from === other?.from && one?.to === other?.to;
}
