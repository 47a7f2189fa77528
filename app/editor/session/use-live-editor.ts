import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useRef, useState, type RefObject } from "react";
import { setPageDetails } from "#app/editor/behaviour/numbering.ts";
import { holdSpace } from "#app/editor/behaviour/held-space.ts";
import { measureNotes } from "#app/editor/behaviour/room-for-notes.ts";
import { preserveScroll } from "#app/editor/desk/preserve-scroll.ts";
import { createLiveEditor, type EditorSettings } from "./live-editor.ts";
import type { LiveDraft } from "./session.ts";
import { reportUnlessUnreachable, unreachable } from "./unreachable.ts";

interface LiveEditorOptions {
  /** The element whose only child the editor replaces. */
  readonly frame: RefObject<HTMLElement>;
  readonly live: LiveDraft | null;
  readonly editable: boolean;
  /** The editor's other settings. */
  /** Told that words went along with text that somebody moved, or were left by it. */
  readonly onWordsCarried: (words: string) => void;
  readonly settings: Omit<EditorSettings, "live" | "editable" | "onBroken">;
}

/** The editor, and whether it threw while rendering and became read-only. */
interface LiveEditor {
  readonly editor: Editor | null;
  readonly broken: boolean;
}

/** An editor; null where it can't even begin to render the text. */
function madeOrNull(settings: EditorSettings): Editor | null {
  try {
    return createLiveEditor(settings);
  } catch (error) {
    reportError(error);
    return null;
  }
}

async function markHiddenSigns(editor: Editor): Promise<void> {
  try {
    const { hiddenSigns } = await import("#app/editor/behaviour/hidden-signs.ts").catch(
      unreachable,
    );
    if (!editor.isDestroyed) editor.registerPlugin(hiddenSigns());
  } catch (error) {
    // Offline they stay unmarked until the page is opened again; readiness names them all the same.
    reportUnlessUnreachable(error);
  }
}

async function carryOwnWords(editor: Editor, tell: (words: string) => void): Promise<void> {
  try {
    const { carryWords } = await import("./carry-words.ts").catch(unreachable);
    if (!editor.isDestroyed) carryWords(editor, tell);
  } catch (error) {
    // Without it words stay where they are, in the text beside what was moved.
    reportUnlessUnreachable(error);
  }
}

/**
 * Creates an editor for the live document in place of the first paint, in one step and without
 * moving anything on the screen. While there is no document (again), the last text stays,
 * read-only.
 */
export function useLiveEditor(options: LiveEditorOptions): LiveEditor {
  const { frame, live, editable } = options;
  const [editor, setEditor] = useState<Editor | null>(null);
  const [broken, setBroken] = useState(false);
  const shown = useRef<Editor | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    if (!live || !frame.current) return;
    const { settings } = latest.current;
    const before = shown.current;
    const next = madeOrNull({
      ...settings,
      live,
      editable: false,
      onBroken: () => setBroken(true),
    });
    if (!next) return setBroken(true);
    const around = frame.current;
    preserveScroll(around, () => {
      around.replaceChildren(next.view.dom);
      measureNotes(next.view);
    });
    next.setEditable(latest.current.editable);
    before?.destroy();
    shown.current = next;
    setEditor(next);
  }, [live, frame]);

  // Loaded once there is a text to look through: the page's first view waits for none of it.
  useEffect(() => {
    if (!editor) return;
    void markHiddenSigns(editor);
    void carryOwnWords(editor, (words) => latest.current.onWordsCarried(words));
  }, [editor]);

  const takesKeys = editable && live !== null && !broken;
  useEffect(() => {
    // A broken editor has been stopped by other means, and must not render.
    if (!editor || broken || editor.isEditable === takesKeys) return;
    const wasWriting = !takesKeys && editor.view.hasFocus();
    editor.setEditable(takesKeys);
    return wasWriting ? holdSpace(editor.view.dom) : undefined;
  }, [editor, takesKeys, broken]);

  // Details that somebody changed are rendered at once, without touching the text.
  const { page } = options.settings;
  const drawn = useRef(page);
  useEffect(() => {
    if (!editor || broken || drawn.current === page) return;
    drawn.current = page;
    setPageDetails(editor, page.facts, page.layoutProfile);
  }, [editor, page, broken]);

  useEffect(
    () => () => {
      shown.current?.destroy();
      shown.current = null;
    },
    [],
  );
  return { editor, broken };
}
