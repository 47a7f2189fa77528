import { Plugin } from "@tiptap/pm/state";
import { changedChildren, isFromOthers, positionOf } from "./changed-children.ts";

const HALF = /\p{Surrogate}/gu;

/**
 * Replaces halves of characters that somebody's own edit brought, or left by deleting the other half: they
 * are sent as U+FFFD, and the writer's page must show what everybody's does.
 */
export function wholeCharacters(): Plugin {
  return new Plugin({
    appendTransaction(transactions, oldState, { doc, tr }) {
      if (!transactions.some(({ docChanged }) => docChanged)) return null;
      if (transactions.some(isFromOthers)) return null;
      const { start, newEnd } = changedChildren(oldState.doc, doc);
      let position = positionOf(doc, start);
      for (let index = start; index < newEnd; index += 1) {
        const child = doc.child(index);
        child.descendants((node, offset) => {
          if (!node.isText) return;
          for (const { index: at } of (node.text ?? "").matchAll(HALF)) {
            const from = position + 1 + offset + at;
            tr.replaceWith(from, from + 1, doc.type.schema.text("\ufffd", node.marks));
          }
        });
        position += child.nodeSize;
      }
      return tr.docChanged ? tr : null;
    },
  });
}
