import type { Node } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { ProseNode } from "#app/document/prose.ts";
import { allowRemovingAtoms } from "#app/editor/behaviour/atom-guard.ts";
import { bindingIn } from "#app/editor/binding/binding-in.ts";
import { addEdits, blockEdits } from "./block-edits.ts";
import { blockRuns } from "./block-runs.ts";

/** Consecutive children of the document: the index of the first, and of the one after the last. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/** Reads nodes in an editor's schema, and checks them. Throws a RangeError for what is not allowed. */
export function nodesIn(state: EditorState, nodes: readonly ProseNode[]): Node[] {
  return nodes.map((json) => {
    const node = state.schema.nodeFromJSON(json);
    node.check();
    return node;
  });
}

/**
 * The transaction that makes these nodes of the document become those, with as little change as
 * possible: words that are the same keep their items, blocks their ids, and what others type there at
 * the same moment stays. Null where nothing differs.
 *
 * For some dozens of blocks; a whole text is replaced by `replaceText` (replace-text.ts).
 */
export function replaceBlocks(
  state: EditorState,
  { from, to }: BlockRange,
  becoming: readonly ProseNode[],
): Transaction | null {
  const { doc, tr } = state;
  const after = nodesIn(state, becoming);
  const before = doc.content.content.slice(from, to);
  // A document is never without a block.
  const isAll = before.length === doc.childCount && after.length === 0;
  const [empty] = isAll ? nodesIn(state, [{ type: "block" }]) : [];
  const runs = blockRuns(before, empty ? [empty] : after);
  let shift = 0;
  for (const run of runs) {
    const olds = before.slice(run.from, run.to);
    shift = addEdits(tr, blockEdits(olds, run.becomes, startOf(doc, from + run.from)), shift);
  }
  return tr.docChanged ? allowRemovingAtoms(tr) : null;
}

/** The position of the child with this index. */
export function startOf(doc: Node, index: number): number {
  let at = 0;
  for (let n = 0; n < index; n += 1) at += doc.child(n).nodeSize;
  return at;
}

/** Does edits, one or several, as one undo step of their own, however long they take. */
export function asOneStep<T>(view: EditorView, work: () => T): T {
  const undo = bindingIn(view.state)?.undo ?? null;
  if (!undo) return work();
  const { captureTimeout } = undo;
  const joinNext = () => (undo.captureTimeout = Infinity);
  undo.stopCapturing();
  // From the first edit on: before it, an endless timeout would join it to the step before. Not `once`,
  // which `off` does not take back: after work without an edit, all later typing would be one step.
  undo.on("stack-item-added", joinNext);
  try {
    return work();
  } finally {
    undo.off("stack-item-added", joinNext);
    undo.captureTimeout = captureTimeout;
    undo.stopCapturing();
  }
}
