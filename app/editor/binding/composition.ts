import type { Transform } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";

/** Longest time, in milliseconds, that others' edits wait for a word to be composed. */
const LONGEST_HOLD_MS = 10_000;

/** How soon after a composition's end ProseMirror has read it; it does so itself after 20 ms. */
const SETTLED_MS = 60;

/**
 * Lets others' edits of the very block in which a word is being composed wait until it is composed.
 * Redrawing the text node of a composition ends it in Chromium, and what the input method sends next
 * stands beside what it sent before. ProseMirror (1.41, `localCompositionInfo`) protects that node only
 * where its whole text is still in the block. Edits of other blocks are drawn at once.
 */
export class CompositionHold {
  private since: number | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly release: () => void) {}

  get isHolding(): boolean {
    return this.since !== null;
  }

  /** Whether these edits must wait; once something waits, what comes after it waits, too. */
  holds(view: Pick<EditorView, "composing" | "state">, edits: Transform): boolean {
    if (!view.composing) return this.end();
    if (this.since === null) {
      if (!touchesSelected(view, edits)) return false;
      this.since = Date.now();
      this.timer = setTimeout(this.release, LONGEST_HOLD_MS);
    }
    return Date.now() - this.since < LONGEST_HOLD_MS || this.end();
  }

  /** The composition has ended; what waits is shown once ProseMirror has read it. */
  ended(): void {
    if (this.since === null) return;
    this.clear();
    this.timer = setTimeout(this.release, SETTLED_MS);
  }

  /** Nothing waits any more. */
  end(): false {
    this.since = null;
    this.clear();
    return false;
  }

  private clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** Whether the block that the caret is in comes out of these edits as another node. */
function touchesSelected({ state }: Pick<EditorView, "state">, edits: Transform): boolean {
  const { $head } = state.selection;
  if ($head.depth === 0) return true;
  const place = edits.mapping.map($head.before(), 1);
  return edits.doc.nodeAt(place) !== $head.parent;
}
