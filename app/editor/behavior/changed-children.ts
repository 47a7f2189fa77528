import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";

/**
 * The meta key of the binding's own transactions: ProseMirror's name of its plugin key. Repeated
 * here because app/editor/binding imports from this folder.
 */
const FLOW_META = "flow$";

/**
 * Whether a change came from the shared text: another person's edit, an undo, the first rendering.
 */
export function isFromOthers(transaction: Transaction): boolean {
  const meta = transaction.getMeta(FLOW_META) as { readonly remote?: boolean } | undefined;
  return meta?.remote === true;
}

/**
 * The range of the document's children that differ: from `start` to `oldEnd` before and `newEnd`
 * after. All other children are identical objects after any edit.
 */
export function changedChildren(before: Node, after: Node) {
  const shorter = Math.min(before.childCount, after.childCount);
  let start = 0;
  while (start < shorter && before.child(start) === after.child(start)) start += 1;
  let oldEnd = before.childCount;
  let newEnd = after.childCount;
  while (oldEnd > start && newEnd > start && before.child(oldEnd - 1) === after.child(newEnd - 1)) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  return { start, oldEnd, newEnd };
}

/** Where a child of the document begins. */
export function positionOf(doc: Node, child: number): number {
  let position = 0;
  for (let index = 0; index < child; index += 1) position += doc.child(index).nodeSize;
  return position;
}
