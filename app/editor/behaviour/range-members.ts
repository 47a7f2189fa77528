import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { changedChildren, isFromOthers } from "./changed-children.ts";
import {
  MOST_TARGETS,
  partsOf,
  referenceOf,
  referenceToPart,
} from "#app/document/nodes/reference.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { placesOf } from "#app/document/numbering/references.ts";

/**
 * Keeps the recorded members of ranges in references up to date: the transaction that deletes an
 * end of a range also records in `targets` what the range held, including what was inserted since
 * somebody last chose it. Otherwise "
 *
 * 3–5", whose first and second paragraph came later, would name too little when
 * 3 is deleted. Only the person who deletes writes, in the same step, so nothing is written twice
 * and one undo reverts both.
 */
export function rangeMembers(): Plugin {
  return new Plugin({
    appendTransaction(transactions, { doc: before }, { doc: after, tr }) {
      if (!transactions.some(({ docChanged }) => docChanged)) return null;
      if (transactions.some(isFromOthers)) return null;
      const gone = goneIds(before, after);
      if (gone.size === 0) return null;
      let places: ReturnType<typeof placesOf> | null = null;
      after.descendants((node, position) => {
        if (node.type.name !== "crossReference") return true;
        const reference = referenceOf(node.attrs);
        if (!reference.ranges.some((ends) => ends.some((id) => gone.has(id)))) return true;
        places ??= placesOf(before);
        const known = places;
        const targets = partsOf(reference).flatMap((part) => {
          const held = part.kind === "range" ? known.idsIn(referenceToPart(part)) : [];
          return held.length > 0 ? held : referenceToPart(part).targets;
        });
        const isSame = targets.join(" ") === reference.targets.join(" ");
        if (!isSame && targets.length <= MOST_TARGETS) {
          tr.setNodeAttribute(position, "targets", targets);
        }
        return true;
      });
      return tr.docChanged ? tr : null;
    },
  });
}

/** The ids of places that this change deleted or made uncitable. */
function goneIds(before: Node, after: Node): ReadonlySet<unknown> {
  const { start, oldEnd, newEnd } = changedChildren(before, after);
  const gone = citableIn(before, start, oldEnd);
  for (const id of citableIn(after, start, newEnd)) gone.delete(id);
  return gone;
}

function citableIn(document: Node, from: number, to: number): Set<unknown> {
  const ids = new Set<unknown>();
  const note = (node: Node) => {
    const { kind } = blockShape(node.attrs);
    const isCitable = node.isTextblock
      ? kind === "numbered" || kind === "requestItem"
      : node.type.name === "exhibit";
    if (isCitable && node.attrs.id !== null) ids.add(node.attrs.id);
    return !node.isTextblock;
  };
  for (let index = from; index < to; index += 1) {
    const child = document.child(index);
    if (note(child)) child.descendants(note);
  }
  return ids;
}
