import type { Editor } from "@tiptap/core";
import { useEffect, useMemo, useState } from "react";
import { type ToolbarState, toolbarState, NO_CARET } from "#app/editor/toolbar/toolbar-state.ts";
import { exhibitsNamed, type NamedExhibit } from "#app/document/numbering/exhibits.ts";
import { isSameOutline, type DocumentOutline, outlineOf } from "./outline.ts";
import { lostReferences, type LostReference } from "#app/editor/references/lost.ts";
import { sameValues, useStore, Store } from "#app/ui/store.ts";

/** Milliseconds of calm after which the toolbar and the margins look at the text again. */
const TOOLBAR_MS = 80;
const MARGIN_MS = 700;

/** What the toolbar shows, read when the hands pause. */
export function useToolbarState(editor: Editor | null): ToolbarState {
  const watched = useMemo(() => new Store<ToolbarState>(NO_CARET, sameValues), []);
  useEffect(() => {
    if (!editor) return;
    const read = () => watched.set(toolbarState(editor.state));
    read();
    return afterCalm(editor, TOOLBAR_MS, read);
  }, [editor, watched]);
  return useStore(watched);
}

/** What the margins tell of the text; `first` until there is an editor. */
export function useOutline(editor: Editor | null, first: DocumentOutline): DocumentOutline {
  // oxlint-disable-next-line react/exhaustive-deps -- the first paint is what it was
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
    return afterCalm(editor, MARGIN_MS, () => whenIdle(look));
  }, [editor, watched]);
  return useStore(watched);
}

/** The blocks whose cross-references have to be looked at; none until there is an editor. */
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
    return afterCalm(editor, MARGIN_MS, () => whenIdle(look));
  }, [editor, watched]);
  return useStore(watched);
}

/** The exhibits that the text names; null until there is an editor. */
export function useNamedExhibits(editor: Editor | null): readonly NamedExhibit[] | null {
  const [watched] = useState(() => new Store<readonly NamedExhibit[] | null>(null, sameJson));
  useEffect(() => {
    if (!editor) return;
    let read: typeof editor.state.doc | null = null;
    const look = () => {
      if (editor.isDestroyed || editor.state.doc === read) return;
      read = editor.state.doc;
      watched.set(exhibitsNamed(read));
    };
    look();
    return afterCalm(editor, MARGIN_MS, () => whenIdle(look));
  }, [editor, watched]);
  return useStore(watched);
}

function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Calls once the editor has been left alone for so long, but at the latest after twice the time. */
function afterCalm(editor: Editor, milliseconds: number, call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = 0;
  const fire = () => {
    const left = last + milliseconds - performance.now();
    if (left > 1) {
      timer = setTimeout(fire, left);
      return;
    }
    timer = null;
    if (!editor.isDestroyed) call();
  };
  const onTransaction = () => {
    last = performance.now();
    timer ??= setTimeout(fire, milliseconds);
  };
  editor.on("transaction", onTransaction);
  return () => {
    editor.off("transaction", onTransaction);
    if (timer) clearTimeout(timer);
  };
}

function whenIdle(call: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(call, { timeout: 2_000 });
  else setTimeout(call);
}
