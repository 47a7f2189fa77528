import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useMemo, useState } from "react";
import { exhibitsNamed, type NamedExhibit } from "#app/document/numbering/exhibits.ts";
import { onIdle } from "./on-idle.ts";
import { isSameOutline, type DocumentOutline, outlineOf } from "#app/document/rendering/outline.ts";
import { lostReferences, type LostReference } from "#app/editor/references/lost.ts";
import { useStore, Store } from "#app/ui/store.ts";

/** Milliseconds of idle time after which the margins are updated. */
const IDLE_MS = 700;

/** The outline that the margins show of the text; `first` until there is an editor. */
export function useOutline(editor: Editor | null, first: DocumentOutline): DocumentOutline {
  // oxlint-disable-next-line react/exhaustive-deps -- the first paint does not change
  const watched = useMemo(() => new Store<DocumentOutline>(first, isSameOutline), []);
  useEffect(() => {
    if (!editor) return;
    let read: typeof editor.state.doc | null = null;
    const look = () => {
      if (editor.state.doc === read) return;
      read = editor.state.doc;
      watched.set(outlineOf(read));
    };
    look();
    return onIdle(editor, IDLE_MS, () => whenIdle(look));
  }, [editor, watched]);
  return useStore(watched);
}

/** The blocks whose cross-references need attention; none until there is an editor. */
export function useLostReferences(editor: Editor | null): readonly LostReference[] {
  const [watched] = useState(() => new Store<readonly LostReference[]>([], sameJson));
  useEffect(() => {
    if (!editor) return;
    let read: typeof editor.state.doc | null = null;
    const look = () => {
      if (editor.isDestroyed || editor.state.doc === read) return;
      read = editor.state.doc;
      watched.set(lostReferences(read));
    };
    look();
    return onIdle(editor, IDLE_MS, () => whenIdle(look));
  }, [editor, watched]);
  return useStore(watched);
}

/** The exhibits that the text names; `first` until there is an editor, null where they are not known. */
export function useNamedExhibits(
  editor: Editor | null,
  first: readonly NamedExhibit[] | null,
): readonly NamedExhibit[] | null {
  const [watched] = useState(() => new Store<readonly NamedExhibit[] | null>(first, sameJson));
  useEffect(() => {
    if (!editor) return;
    let read: typeof editor.state.doc | null = null;
    const look = () => {
      if (editor.isDestroyed || editor.state.doc === read) return;
      read = editor.state.doc;
      watched.set(exhibitsNamed(read));
    };
    look();
    return onIdle(editor, IDLE_MS, () => whenIdle(look));
  }, [editor, watched]);
  return useStore(watched);
}

function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function whenIdle(call: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(call, { timeout: 2_000 });
  else setTimeout(call);
}
