import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";

/** Whether a change came out of the shared document: another's edit, an undo, the first drawing. */
export function isFromOthers(transaction: Transaction): boolean {
  return transaction.getMeta(ySyncPluginKey) !== undefined;
}

/**
 * Which children of the document differ: from `start` up to `oldEnd` before and `newEnd` after. One's
 * own edits leave all other children the very same; the binding may make nodes anew for those of
 * others, so that only their contents tell (`isSame`).
 */
export function changedChildren(
  before: Node,
  after: Node,
  isSame: (one: Node, other: Node) => boolean = Object.is,
) {
  const shorter = Math.min(before.childCount, after.childCount);
  let start = 0;
  while (start < shorter && isSame(before.child(start), after.child(start))) start += 1;
  let oldEnd = before.childCount;
  let newEnd = after.childCount;
  while (
    oldEnd > start &&
    newEnd > start &&
    isSame(before.child(oldEnd - 1), after.child(newEnd - 1))
  ) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  return { start, oldEnd, newEnd };
}
