import type { Node } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import type { Mapping } from "@tiptap/pm/transform";
import { allowRemovingAtoms } from "#app/editor/behavior/atom-guard.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { addEdits, blockEdits } from "#app/document/edits/block-edits.ts";
import { type BlockRun, blockRuns } from "#app/document/edits/block-runs.ts";
import { editInSlices, SLICE_MS, type SlicedEditor } from "./edit-in-slices.ts";
import { nodesIn, startOf } from "#app/document/edits/replace-blocks.ts";

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
  editor: SlicedEditor,
  prose: ProseJSON,
  onEnd: (result: TextReplaced) => void = () => {},
): void {
  editInSlices(editor, new TextReplacement(editor.view.state, prose, onEnd));
}

class TextReplacement {
  private readonly before: readonly Node[];
  private readonly runs: readonly BlockRun[];
  /** Positions of the runs in the document as it is now, without this replacement's own shift. */
  private starts: readonly number[];
  private next = 0;
  private shift = 0;
  private left = 0;

  constructor(
    state: EditorState,
    prose: ProseJSON,
    private readonly tell: (result: TextReplaced) => void,
  ) {
    this.before = state.doc.content.content;
    const after = nodesIn(state, prose.content);
    this.runs = blockRuns(this.before, after.length > 0 ? after : nodesIn(state, [EMPTY]));
    this.starts = this.placesOf(state.doc);
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

  isDone(): boolean {
    return this.next >= this.runs.length;
  }

  slice({ doc, tr }: EditorState): Transaction {
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
    return allowRemovingAtoms(tr);
  }

  follow(mapping: Mapping): void {
    const { shift } = this;
    this.starts = this.starts.map((at, n) => (n < this.next ? at : mapping.map(at + shift, -1)));
    this.shift = 0;
  }

  onEnd(isCut: boolean): void {
    this.tell({ left: this.left, isCut });
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
