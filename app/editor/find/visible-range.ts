import type { EditorView } from "@tiptap/pm/view";
import { readBrowserCaret } from "#app/editor/behavior/browser-caret.ts";
import type { Match } from "./find-query.ts";

interface VisibleRangeWatcher {
  readonly isWatching: () => boolean;
  /** The range that the current decorations cover. */
  readonly covered: () => Match;
  /**
   * Called when the screen shows more than that, with the visible range and half a window above and
   * below.
   */
  readonly show: (range: Match) => void;
}

/** Milliseconds without an edit until the range is read again: reading it lays the text out. */
const PAUSE_MS = 200;

/**
 * Reports which part of a text is visible when it scrolls, at most once a frame, and in the pauses
 * of whoever types. For a plugin's view.
 */
export function watchVisibleRange(view: EditorView, watcher: VisibleRangeWatcher) {
  const { defaultView } = view.dom.ownerDocument;
  let frame = 0;
  const report = () => {
    frame = 0;
    // During composition nothing around it may be redrawn.
    if (view.isDestroyed || !watcher.isWatching() || view.composing) return;
    const { from, to } = watcher.covered();
    const shown = visibleRange(view, 0);
    if (!shown || (from <= shown.from && shown.to <= to)) return;
    readBrowserCaret(view);
    const range = view.isDestroyed ? null : visibleRange(view, 0.5);
    if (range) watcher.show(range);
  };
  const soon = () => {
    if (frame === 0 && watcher.isWatching())
      frame = defaultView?.requestAnimationFrame(report) ?? 0;
  };
  let pause: ReturnType<typeof setTimeout> | null = null;
  let { doc } = view.state;
  const update = () => {
    if (view.state.doc === doc) return soon();
    doc = view.state.doc;
    if (pause) clearTimeout(pause);
    pause = setTimeout(soon, PAUSE_MS);
  };
  // Any scroller: the page, or a table wider than it.
  const options = { capture: true, passive: true };
  defaultView?.addEventListener("scroll", soon, options);
  defaultView?.addEventListener("resize", soon, options);
  view.dom.addEventListener("compositionend", soon);
  return {
    update,
    destroy: () => {
      if (pause) clearTimeout(pause);
      defaultView?.cancelAnimationFrame(frame);
      defaultView?.removeEventListener("scroll", soon, options);
      defaultView?.removeEventListener("resize", soon, options);
      view.dom.removeEventListener("compositionend", soon);
    },
  };
}

/**
 * The visible range of the text, extended by that many window heights above and below; null where
 * no text is visible.
 */
function visibleRange(view: EditorView, windows: number): Match | null {
  const { children, ownerDocument } = view.dom;
  const height = ownerDocument.documentElement.clientHeight;
  const [top, bottom] = [-windows * height, (1 + windows) * height];
  const first = children[firstIndex(children.length, (at) => boxOf(children[at]).bottom >= top)];
  const last = children[firstIndex(children.length, (at) => boxOf(children[at]).top > bottom) - 1];
  if (!first || !last) return null;
  const from = view.posAtDOM(first, 0, -1);
  const to = view.posAtDOM(last, last.childNodes.length, 1);
  if (to <= from) return null;
  // One block may be longer than many windows: a table, or a statute without paragraphs.
  const isLong = (element: Element) => boxOf(element).height > 3 * height;
  return {
    from: isLong(first) ? placeAt(view, from, to, top) : from,
    to: isLong(last) ? placeAt(view, from, to, bottom) : to,
  };
}

function boxOf(element: Element | undefined): { top: number; bottom: number; height: number } {
  return element?.getBoundingClientRect() ?? { top: 0, bottom: 0, height: 0 };
}

/** The first place between two whose line ends below this height. */
function placeAt(view: EditorView, from: number, to: number, height: number): number {
  const places = to - from;
  return from + firstIndex(places, (at) => view.coordsAtPos(from + at).bottom >= height);
}

/** Binary search: the first index for which a monotonic condition holds; `count` where none. */
function firstIndex(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
