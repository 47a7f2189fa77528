import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useState } from "react";
import { countMatches, type MatchCount, type Search } from "./find-query.ts";
import { queryIn } from "./find-marks.ts";

/** The longest slice of counting, in milliseconds: less than a frame. */
const SLICE_MS = 6;
/** Milliseconds after a change of the text until matches are counted again. */
const PAUSE_MS = 50;

/**
 * The number of matches, counted in slices so that no key waits for it, and again when the text or
 * the selection changes; null while unknown. The panel must have started the search before.
 */
export function useMatchCount(editor: Editor, search: Search): MatchCount | null {
  const [counted, setCounted] = useState<{ of: Search; matches: MatchCount } | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const count = () => {
      timer = null;
      if (editor.isDestroyed) return;
      const { doc, selection } = editor.state;
      const query = queryIn(editor.state);
      if (!query) return;
      const end = performance.now() + SLICE_MS;
      const matches = countMatches(doc, query, selection, () => performance.now() > end);
      if (matches) setCounted({ of: search, matches });
      else timer = setTimeout(count, 0);
    };
    const soon = () => {
      timer ??= setTimeout(count, PAUSE_MS);
    };
    timer = setTimeout(count, 0);
    editor.on("transaction", soon);
    return () => {
      editor.off("transaction", soon);
      if (timer) clearTimeout(timer);
    };
  }, [editor, search]);
  return counted?.of === search ? counted.matches : null;
}
