import type { Editor } from "#app/editor/editor.ts";
import { TextSelection } from "@tiptap/pm/state";
import type { Place } from "#app/domain/margin/place.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import type { TextRange } from "./places.ts";
import { placedThreads } from "./thread-marks.ts";
import { NEW } from "./use-thread-list.ts";

/** Where the words of each card begin; null for the document as a whole. */
export function positionsOf(
  editor: Editor,
  threads: readonly ThreadView[],
  writing: Place | null,
): ReadonlyMap<string, number | null> {
  const positions = new Map<string, number | null>();
  const placed = placedThreads(editor.state);
  for (const { id, place } of threads) {
    const from = placed.get(id)?.from ?? null;
    if (from !== null || place.in === "document") positions.set(id, from);
  }
  if (writing) positions.set(NEW, placed.get(NEW)?.from ?? null);
  return positions;
}

/** In the order of the text; first what is on the document as a whole, last what has no place. */
export function inOrder(editor: Editor, threads: readonly ThreadView[]): ThreadView[] {
  const placed = placedThreads(editor.state);
  const rank = ({ id, place }: ThreadView) =>
    place.in === "document" ? -1 : (placed.get(id)?.from ?? Infinity);
  return threads.toSorted((one, other) => {
    const [first, second] = [rank(one), rank(other)];
    return first === second ? 0 : first < second ? -1 : 1;
  });
}

/** The thread before or after the active one, or the caret. */
export function neighbor(
  editor: Editor,
  threads: readonly ThreadView[],
  active: string | null,
  by: 1 | -1,
): string | null {
  const ordered = inOrder(editor, threads);
  if (ordered.length === 0) return null;
  const at = ordered.findIndex(({ id }) => id === active);
  if (at >= 0) return ordered[(at + by + ordered.length) % ordered.length]?.id ?? null;
  const placed = placedThreads(editor.state);
  const { from } = editor.state.selection;
  const found =
    by > 0
      ? ordered.find(({ id }) => (placed.get(id)?.from ?? -1) >= from)
      : // In or right behind commented words one is at that comment: the one before it comes next.
        ordered.findLast(({ id }) => (placed.get(id)?.to ?? Infinity) < from);
  return (found ?? (by > 0 ? ordered[0] : ordered.at(-1)))?.id ?? null;
}

/** What a comment is about: the selection, or the paragraph at the caret. */
export function rangeToComment(editor: Editor): TextRange | null {
  const { selection } = editor.state;
  if (!selection.empty) return { from: selection.from, to: selection.to };
  const { $head } = selection;
  for (let { depth } = $head; depth > 0; depth -= 1) {
    if ($head.node(depth).type.name === "block") {
      return { from: $head.start(depth), to: $head.end(depth) };
    }
  }
  return null;
}

export function toText(editor: Editor, range: TextRange | null): void {
  if (editor.isDestroyed) return;
  if (range) {
    const { tr, doc } = editor.state;
    const near = TextSelection.near(doc.resolve(Math.min(range.to, doc.content.size)), -1);
    editor.view.dispatch(tr.setSelection(near));
  }
  focusText(editor.view);
}

/** Brings a line into the upper part of the window, unless it is on the screen already. */
export function scrollTo(editor: Editor, position: number): void {
  const { top, bottom } = editor.view.coordsAtPos(position, 1);
  const bars = document.querySelector(".desk-bars")?.getBoundingClientRect().bottom ?? 0;
  if (top > bars + 8 && bottom < innerHeight - 40) return;
  window.scrollBy({ top: top - bars - (innerHeight - bars) / 4 });
}
