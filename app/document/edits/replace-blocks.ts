import type { Node, Schema } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import type { ProseNode } from "#app/document/prose.ts";
import { addEdits, blockEdits } from "./block-edits.ts";
import { blockRuns } from "./block-runs.ts";

/** Consecutive children of the document: the index of the first, and of the one after the last. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/** Reads nodes in a schema, and checks them. Throws a RangeError for what is not allowed. */
export function nodesIn(
  { schema }: { readonly schema: Schema },
  nodes: readonly ProseNode[],
): Node[] {
  return nodes.map((json) => {
    const node = schema.nodeFromJSON(json);
    node.check();
    return node;
  });
}

/**
 * The steps that make these nodes of the document become those, with as little change as possible:
 * words that are the same keep their items, blocks their ids, and what others type there at the same
 * moment stays. Null where nothing differs.
 *
 * For some dozens of blocks; a whole text is replaced by `replaceText` (editor/commands).
 */
export function replaceBlocks(
  doc: Node,
  { from, to }: BlockRange,
  becoming: readonly ProseNode[],
): Transform | null {
  const { schema } = doc.type;
  const after = nodesIn({ schema }, becoming);
  const before = doc.content.content.slice(from, to);
  // A document is never without a block.
  const isAll = before.length === doc.childCount && after.length === 0;
  const [empty] = isAll ? nodesIn({ schema }, [{ type: "block" }]) : [];
  const runs = blockRuns(before, empty ? [empty] : after);
  const tr = new Transform(doc);
  let shift = 0;
  for (const run of runs) {
    const olds = before.slice(run.from, run.to);
    shift = addEdits(tr, blockEdits(olds, run.becomes, startOf(doc, from + run.from)), shift);
  }
  return tr.docChanged ? tr : null;
}

/** The position of the child with this index. */
export function startOf(doc: Node, index: number): number {
  let at = 0;
  for (let n = 0; n < index; n += 1) at += doc.child(n).nodeSize;
  return at;
}
