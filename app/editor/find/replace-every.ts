import type { Editor } from "#app/editor/editor.ts";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { bindingIn } from "#app/editor/binding/binding-in.ts";
import { replaceMatch } from "./find.ts";
import { type Match, matchAt, matchesBetween, type Query } from "./find-query.ts";
import { queryIn } from "./find-marks.ts";

/**
 * Milliseconds of work until the page gets a turn, and the number of replacements between two
 * checks of the clock. Dispatching a slice costs about as much again.
 */
const SLICE_MS = 16;
const LOOK_EVERY = 10;

/** The meta that marks the transactions of a replacement. */
const OWN = "replaceEvery";

/** The parts of an editor that are used. */
export type ReplacingEditor = Pick<Editor, "view" | "on" | "off">;

/**
 * Replaces all current matches, slice by slice: 20,000 at once would block the page for two
 * seconds. One undo reverts all of it. What others write between two slices is kept: a match that
 * they changed is left alone, and new matches are not replaced.
 * @param onEnd called once, when all are replaced or the text became read-only.
 */
export function replaceEvery(
  editor: ReplacingEditor,
  replacement: string,
  onEnd: () => void = () => {},
): void {
  const query = queryIn(editor.view.state);
  if (query) new Replacement(editor, query, replacement, onEnd).slice();
  else onEnd();
}

class Replacement {
  /** The remaining matches, in positions of the document before this replacement's slices. */
  private matches: readonly Match[];
  private next = 0;
  /** How far the slices have shifted the text after them. */
  private shift = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly undo;
  private readonly captureTimeout;

  constructor(
    private readonly editor: ReplacingEditor,
    private readonly query: Query,
    private readonly replacement: string,
    private readonly onEnd: () => void,
  ) {
    const { doc } = editor.view.state;
    this.matches = matchesBetween(doc, query, { from: 0, to: doc.content.size });
    this.undo = bindingIn(editor.view.state)?.undo ?? null;
    this.captureTimeout = this.undo?.captureTimeout ?? 0;
    this.undo?.stopCapturing();
    this.undo?.on("stack-item-popped", this.end);
    editor.on("transaction", this.follow);
  }

  readonly slice = (): void => {
    this.timer = null;
    const { view } = this.editor;
    // The draft may have been frozen or closed meanwhile.
    if (view.isDestroyed || (this.next > 0 && !view.editable)) return this.end();
    const transaction = this.sliceOf(view.state);
    if (transaction.docChanged) view.dispatch(transaction.setMeta(OWN, this));
    if (this.next >= this.matches.length) return this.end();
    // The slices form one undo step, however late the browser calls the next one.
    if (this.undo) this.undo.captureTimeout = Infinity;
    this.timer = setTimeout(this.slice, 0);
  };

  /** The next matches, in order, so that the binding takes them without sorting. */
  private sliceOf({ doc, tr }: EditorState): Transaction {
    const began = performance.now();
    const before = this.shift;
    const first = this.next;
    for (; this.next < this.matches.length; this.next += 1) {
      const isLook = this.next > first && (this.next - first) % LOOK_EVERY === 0;
      if (isLook && performance.now() - began > SLICE_MS) break;
      const match = this.matches[this.next];
      const now = match && { from: match.from + before, to: match.to + before };
      if (!now || !matchAt(doc, this.query, now)) continue;
      const moved = this.shift - before;
      replaceMatch(tr, { from: now.from + moved, to: now.to + moved }, this.replacement);
      this.shift += this.replacement.length - (now.to - now.from);
    }
    return tr;
  }

  /** Maps the remaining matches through others' edits. */
  private readonly follow = ({ transaction }: { transaction: Transaction }): void => {
    if (!transaction.docChanged || transaction.getMeta(OWN) === this) return;
    const { mapping } = transaction;
    this.matches = this.matches.slice(this.next).map(({ from, to }) => ({
      from: mapping.map(from + this.shift, 1),
      to: mapping.map(to + this.shift, -1),
    }));
    this.next = 0;
    this.shift = 0;
  };

  /** Ends it: all is replaced, the text became read-only, or the person undid it. */
  private readonly end = (): void => {
    if (this.timer) clearTimeout(this.timer);
    this.editor.off("transaction", this.follow);
    this.undo?.off("stack-item-popped", this.end);
    if (this.undo) {
      this.undo.captureTimeout = this.captureTimeout;
      this.undo.stopCapturing();
    }
    this.onEnd();
  };
}
