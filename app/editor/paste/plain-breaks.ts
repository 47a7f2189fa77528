import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { changedChildren, isFromOthers } from "#app/editor/behavior/changed-children.ts";

/**
 * Removes marks from line breaks, fields, references and footnotes. The shared document can't store
 * them there, so one person would see a bold line break where everybody else, and the version, has
 * a plain one.
 */
export function plainBreaks(): Plugin {
  return new Plugin({
    appendTransaction(transactions, oldState, newState) {
      if (!transactions.some((transaction) => transaction.docChanged)) return null;
      if (transactions.some(isFromOthers)) return null;
      const marked = markedBreaks(oldState.doc, newState.doc);
      if (marked.length === 0) return null;
      const transaction = newState.tr;
      for (const position of marked) {
        const marks = transaction.doc.nodeAt(position)?.marks ?? [];
        for (const mark of marks) transaction.removeNodeMark(position, mark);
      }
      return transaction.setStoredMarks(newState.storedMarks);
    },
  });
}

function markedBreaks(before: Node, after: Node): number[] {
  const { start, newEnd } = changedChildren(before, after);
  const marked: number[] = [];
  let position = 0;
  for (let index = 0; index < newEnd; index += 1) {
    const child = after.child(index);
    const inside = position + 1;
    if (index >= start) {
      child.descendants((node, offset) => {
        if (node.isInline && !node.isText && node.marks.length > 0) marked.push(inside + offset);
      });
    }
    position += child.nodeSize;
  }
  return marked;
}
