import type { Editor } from "#app/editor/editor.ts";
import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { allowRemovingAtoms } from "#app/editor/behaviour/atom-guard.ts";
import { bindingIn } from "#app/editor/binding/binding-in.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { addEdits, blockEdits } from "./block-edits.ts";
import { type BlockRun, blockRuns } from "./block-runs.ts";
import { nodesIn, startOf } from "./replace-blocks.ts";

/** Milliseconds of work until the page gets a turn. */
const SLICE_MS = 16;
/** The meta that marks the transactions of a replacement. */
const OWN = "replaceText";

/** The parts of an editor that are used. */
export type TextEditor = Pick<Editor, "view" | "on" | "off">;

/** How a replacement of the whole text ended. */
export interface TextReplaced {
  /** Paragraphs that others changed meanwhile, and that were left as they are. */
  readonly left: number;
  /** Whether it ended early, because the text became read-only. */
  readonly isCut: boolean;
}

/**
 * Makes the whole text become another one, slice by slice, as one undo step. Words that are the same
 * keep their items. What others change between two slices is left alone and counted.
 */
export function replaceText(
  editor: TextEditor,
  prose: ProseJSON,
  onEnd: (result: TextReplaced) => void = () => {},
): void {
  new TextReplacement(editor, prose, onEnd).slice();
}

class TextReplacement {
  private readonly before: readonly Node[];
  private readonly runs: readonly BlockRun[];
  /** Positions of the runs in the document as it is now, without this replacement's own shift. */
  private starts: readonly number[];
  private next = 0;
  private shift = 0;
  private left = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly undo;
  private readonly captureTimeout;

  constructor(
    private readonly editor: TextEditor,
    prose: ProseJSON,
    private readonly onEnd: (result: TextReplaced) => void,
  ) {
    const { state } = editor.view;
    this.before = state.doc.content.content;
    const after = nodesIn(state, prose.content);
    this.runs = blockRuns(this.before, after.length > 0 ? after : nodesIn(state, [EMPTY]));
    this.starts = this.placesOf(state.doc);
    this.undo = bindingIn(state)?.undo ?? null;
    this.captureTimeout = this.undo?.captureTimeout ?? 0;
    this.undo?.stopCapturing();
    this.undo?.on("stack-item-popped", this.stop);
    editor.on("transaction", this.follow);
  }

  private placesOf(doc: Node): number[] {
    const starts: number[] = [];
    let [at, index] = [startOf(doc, 0), 0];
    for (const { from } of this.runs) {
      for (; index < from; index += 1) at += doc.child(index).nodeSize;
      starts.push(at);
    }
    return starts;
  }

  readonly slice = (): void => {
    this.timer = null;
    const { view } = this.editor;
    // The draft may have been frozen or closed meanwhile.
    if (view.isDestroyed || (this.next > 0 && !view.editable)) return this.end(true);
    const transaction = this.sliceOf(view.state.tr);
    if (transaction.docChanged) view.dispatch(allowRemovingAtoms(transaction).setMeta(OWN, this));
    if (this.next >= this.runs.length) return this.end(false);
    // The slices form one undo step, however late the browser calls the next one.
    if (this.undo) this.undo.captureTimeout = Infinity;
    this.timer = setTimeout(this.slice, 0);
  };

  private sliceOf(tr: Transaction): Transaction {
    const { doc } = tr;
    const began = performance.now();
    const first = this.next;
    const before = this.shift;
    for (; this.next < this.runs.length; this.next += 1) {
      if (this.next > first && performance.now() - began > SLICE_MS) break;
      const [run, start] = [this.runs[this.next], this.starts[this.next]];
      if (!run || start === undefined) continue;
      const olds = this.before.slice(run.from, run.to);
      const at = start + before;
      if (isThere(doc, at, olds)) {
        this.shift = before + addEdits(tr, blockEdits(olds, run.becomes, at), this.shift - before);
      } else this.left += Math.max(1, olds.length);
    }
    return tr;
  }

  /** Maps the remaining runs through others' edits. */
  private readonly follow = ({ transaction }: { transaction: Transaction }): void => {
    if (!transaction.docChanged || transaction.getMeta(OWN) === this) return;
    const { mapping } = transaction;
    const { shift } = this;
    this.starts = this.starts.map((at, n) => (n < this.next ? at : mapping.map(at + shift, -1)));
    this.shift = 0;
  };

  private readonly stop = () => this.end(true);

  private end(isCut: boolean): void {
    if (this.timer) clearTimeout(this.timer);
    this.editor.off("transaction", this.follow);
    this.undo?.off("stack-item-popped", this.stop);
    if (this.undo) {
      this.undo.captureTimeout = this.captureTimeout;
      this.undo.stopCapturing();
    }
    this.onEnd({ left: this.left, isCut });
  }
}

const EMPTY = { type: "block" } as const;

/** Whether these very nodes stand at this position: nobody changed them meanwhile. */
function isThere(doc: Node, at: number, nodes: readonly Node[]): boolean {
  if (at < 0 || at > doc.content.size) return false;
  const $at = doc.resolve(at);
  if ($at.depth > 0) return false;
  const index = $at.index();
  return nodes.every((node, n) => doc.maybeChild(index + n) === node);
}
