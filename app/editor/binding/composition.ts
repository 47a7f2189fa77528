import type { Transform } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";

/** The longest time that others' edits wait for a composition, in milliseconds. */
const LONGEST_HOLD_MS = 10_000;

/** Milliseconds after a composition's end until ProseMirror has read it; it does so after 20 ms. */
const SETTLED_MS = 60;

/**
 * Delays others' edits of the block in which a composition is in progress. Redrawing the text node
 * of a composition ends it in Chromium, and the input method's next text is added beside its
 * previous one. ProseMirror (1.41, `localCompositionInfo`) protects that node only where its whole
 * text is still in the block. Edits of other blocks are drawn at once.
 */
export class CompositionHold {
  private since: number | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly release: () => void) {}

  get isHolding(): boolean {
    return this.since !== null;
  }

  /** Whether these edits must wait; once something waits, everything after it does too. */
  holds(view: Pick<EditorView, "composing" | "state">, edits: Transform): boolean {
    if (!view.composing) return this.end();
    if (this.since === null) {
      if (!touchesSelected(view, edits)) return false;
      this.since = Date.now();
      this.timer = setTimeout(this.release, LONGEST_HOLD_MS);
    }
    return Date.now() - this.since < LONGEST_HOLD_MS || this.end();
  }

  /** Call at the end of a composition; the waiting edits are shown once ProseMirror has read it. */
  ended(): void {
    if (this.since === null) return;
    this.clear();
    this.timer = setTimeout(this.release, SETTLED_MS);
  }

  /** Call when nothing waits any more. */
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

/** Whether these edits replace the node of the caret's block. */
function touchesSelected({ state }: Pick<EditorView, "state">, edits: Transform): boolean {
  const { $head } = state.selection;
  if ($head.depth === 0) return true;
  const place = edits.mapping.map($head.before(), 1);
  return edits.doc.nodeAt(place) !== $head.parent;
}
