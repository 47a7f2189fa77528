import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";

/**
 * The meta of the binding's own transactions: ProseMirror's name of its plugin key. The binding lies in
 * app/editor/binding, which imports from here.
 */
const FLOW_META = "flow$";

/** Whether a change came out of the shared text: another's edit, an undo, the first drawing. */
export function isFromOthers(transaction: Transaction): boolean {
  const meta = transaction.getMeta(FLOW_META) as { readonly remote?: boolean } | undefined;
  return meta?.remote === true;
}

/**
 * Which children of the document differ: from `start` up to `oldEnd` before and `newEnd` after. An
 * edit, one's own or another's, leaves all other children the very same.
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
