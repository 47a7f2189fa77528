import type { Place } from "#app/domain/margin/place.ts";
import type { TextRange } from "#app/document/margin/text-index.ts";
import type { Store } from "#app/ui/store.ts";

export type { TextRange } from "#app/document/margin/text-index.ts";

/** A thread as its words are marked in the text. */
export interface MarkedThread {
  readonly id: string;
  readonly place: Place;
  /** Of its mark; null where it is found and not shown, as what was resolved. */
  readonly look: string | null;
  /** Of a suggestion, the blocks that it changes: where its words are gone, it stands at them (M21). */
  readonly blockIds?: readonly string[];
}

/** The look of a suggestion's mark: in a draft it has a redline of its own. */
export const SUGGESTION = "thread-mark-suggestion";

/** Why a thread has no words in the text: they were removed, it is on all of it, or no text is shown. */
export type Apart = "removed" | "document" | "no-text";

/**
 * Where threads stand in a text on the screen, and what a selection of it is as a place: of a draft's
 * editor, or of a version's page. All that is shown beside a text is drawn by this alone.
 */
export interface TextPlaces {
  /** Null where the page shows something else of the document. */
  readonly text: HTMLElement | null;
  /** Changes whenever words may have moved: their cards have to be put anew. */
  readonly moved: Store<number>;
  readonly apart: Store<ReadonlyMap<string, Apart>>;
  /**
   * Begins to mark and to listen; answers what ends it.
   * @param onPressed called with the threads whose words are pressed, those of the fewest words first.
   */
  start(onPressed: (ids: readonly string[]) => void): () => void;
  /** Marks the words of these threads, and sets the one that stands out. */
  mark(threads: readonly MarkedThread[], active: string | null): void;
  /** Where the words of the marked threads are, by id. */
  ranges(): ReadonlyMap<string, TextRange>;
  /** The words that a comment is offered for. */
  selected(): TextRange | null;
  /** The subject of a comment that is begun now; null for the document as a whole. */
  toComment(): TextRange | null;
  /** Makes a lasting place of a part of the text; null where none of it can be named. */
  place(range: TextRange): Place | null;
  /** Where the reader is; null where that is nowhere in the text. */
  caret(): number | null;
  /** The line on the screen that a position begins, or with `side` -1 ends. */
  lineAt(position: number, side?: 1 | -1): { readonly top: number; readonly bottom: number } | null;
  watchSelection(changed: () => void): () => void;
  hasFocus(): boolean;
  /** Leads the keys back to the text, behind these words. */
  focus(behind: TextRange | null): void;
}

/** Where the bars above a text end on the screen. */
export function barsEnd(): number {
  return document.querySelector(".desk-bars")?.getBoundingClientRect().bottom ?? 0;
}

/** Whether some of these words are on the screen. */
export function areSeen(places: TextPlaces, { from, to }: TextRange): boolean {
  const [first, last] = [places.lineAt(from), places.lineAt(to, -1)];
  return first !== null && last !== null && first.top < innerHeight && last.bottom > barsEnd();
}

/** Brings a line into the upper part of the window, unless it is on the screen already. */
export function scrollTo(places: TextPlaces, position: number): void {
  const line = places.lineAt(position);
  const bars = barsEnd();
  if (!line || (line.top > bars + 8 && line.bottom < innerHeight - 40)) return;
  window.scrollBy({ top: line.top - bars - (innerHeight - bars) / 4 });
}

/** How far a pointer may move, in pixels, in a press that selects nothing. */
const STILL_PX = 4;

/**
 * Whether a click ends a drag over words, or adds to their selection. One within words that are selected
 * already is none, though browsers end that selection only after it.
 * @param began the press that it ends.
 */
export function selectsWords(click: MouseEvent, began: MouseEvent | null): boolean {
  if (click.shiftKey || !began) return click.shiftKey;
  return Math.hypot(click.clientX - began.clientX, click.clientY - began.clientY) > STILL_PX;
}

export function sameEntries<T>(
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
