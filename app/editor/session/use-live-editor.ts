import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useRef, useState, type RefObject } from "react";
import { setPageDetails } from "#app/editor/behavior/numbering.ts";
import { preserveScroll } from "#app/editor/desk/preserve-scroll.ts";
import type { WriterOf } from "#app/editor/unknown/watch-unknown.ts";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { handsInPaint, putHands, takeEarlyKeys } from "./early-caret.ts";
import { createLiveEditor, type EditorSettings } from "./live-editor.ts";
import type { LiveDraft } from "./session.ts";

interface LiveEditorOptions {
  /** The element whose only child the editor replaces. */
  readonly frame: RefObject<HTMLElement>;
  readonly live: LiveDraft | null;
  readonly editable: boolean;
  /** Told that words went along with text that somebody moved, or were left by it. */
  readonly onWordsCarried: (words: string) => void;
  /** Looks up who wrote unknown content. */
  readonly writerOf: WriterOf;
  /** The editor's other settings. */
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

/** Loaded while the draft is opened, which waits for none of it; nearly always it is there first. */
const LATER = createLazyPart(() => import("./complete-editor.ts"));
// With the early session (early-session.ts) the draft may be there before any effect has run.
if (!import.meta.env.SSR) void LATER.fetch();
type LaterPart = Awaited<ReturnType<typeof LATER.fetch>>;

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
  // Outlives the editor in which somebody wrote: words that were not taken bring another in its place.
  const endHold = useRef<(() => void) | undefined>(undefined);

  useEffect(() => {
    if (!live || !frame.current) return void LATER.fetch();
    const { settings, writerOf } = latest.current;
    const before = shown.current;
    // Born as it will be: making it editable later would lay all of it out once more.
    const next = madeOrNull({
      ...settings,
      live,
      editable: latest.current.editable,
      onBroken: () => setBroken(true),
    });
    if (!next) {
      takeEarlyKeys();
      return setBroken(true);
    }
    const around = frame.current;
    const tell = (words: string) => latest.current.onWordsCarried(words);
    const complete = ({ completeEditor }: LaterPart) => {
      try {
        if (!next.isDestroyed) completeEditor(next, { live, writerOf, tell });
      } catch (error) {
        // The text itself is there, and can be written in.
        reportError(error);
      }
    };
    const come = LATER();
    const hands = handsInPaint(around);
    const wasWriting = before?.view.hasFocus() && before.isEditable && !next.isEditable;
    if (wasWriting) endHold.current = LATER()?.holdSpace(around);
    preserveScroll(around, () => {
      around.replaceChildren(next.view.dom);
      const unplaced = before ? "" : putHands(next, hands);
      if (unplaced)
        tell(`“${unplaced}” was typed before the draft was open, and its place is gone.`);
      if (come) complete(come);
    });
    const completeLater = async () => {
      const part = await LATER.fetch();
      preserveScroll(around, () => complete(part));
    };
    if (!come) void completeLater();
    before?.destroy();
    shown.current = next;
    setEditor(next);
  }, [live, frame]);

  const takesKeys = editable && live !== null && !broken;
  useEffect(() => {
    // A broken editor has been stopped by other means, and must not render.
    if (!editor || broken || editor.isEditable === takesKeys) return;
    const wasWriting = !takesKeys && editor.view.hasFocus();
    editor.setEditable(takesKeys);
    if (wasWriting && frame.current) endHold.current = LATER()?.holdSpace(frame.current);
  }, [editor, takesKeys, broken, frame]);
  useEffect(() => {
    if (takesKeys) endHold.current?.();
  }, [takesKeys]);

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
      endHold.current?.();
      takeEarlyKeys();
      shown.current?.destroy();
      shown.current = null;
    },
    [],
  );
  return { editor, broken };
}
