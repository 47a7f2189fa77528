import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { changedChildren, isFromOthers } from "./changed-children.ts";
import {
  isCut,
  keptOf,
  MOST_TARGETS,
  partsOf,
  referenceOf,
  referenceToPart,
  type RangeEnds,
  type Reference,
} from "#app/document/nodes/reference.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { placesOf, type Places } from "#app/document/numbering/references.ts";

/**
 * Keeps the recorded members of ranges in references up to date: the transaction that deletes an
 * end of a range also records in `targets` what the range held, including what was inserted since
 * somebody last chose it. Otherwise "¶¶ 3–5", whose first and second paragraph came later, would
 * name too little when ¶ 3 is deleted. Where the last paragraph of a range is split, the range ends
 * with its second half. Only the person who edits writes, in the same step, so nothing is written
 * twice and one undo reverts both.
 */
export function rangeMembers(): Plugin {
  return new Plugin({
    appendTransaction(transactions, { doc: before }, { doc: after, tr }) {
      if (!transactions.some(({ docChanged }) => docChanged)) return null;
      if (transactions.some(isFromOthers)) return null;
      const gone = goneIds(before, after);
      const split = splitIn(before, after);
      if (gone.size === 0 && split === null) return null;
      let places: Places | null = null;
      after.descendants((node, position) => {
        if (node.type.name !== "crossReference") return true;
        const reference = referenceOf(node.attrs);
        const named = [...reference.targets, ...reference.ranges.flat()];
        let now: Reference | null = null;
        if (split) now = withEndMoved(reference, split);
        else if (reference.ranges.length > 0 && named.some((id) => gone.has(id))) {
          places ??= placesOf(before);
          now = withMembers(reference, gone, places);
        }
        if (now === null || now.targets.length > MOST_TARGETS) return true;
        tr.setNodeAttribute(position, "targets", now.targets);
        if (now.ranges !== reference.ranges) tr.setNodeAttribute(position, "ranges", now.ranges);
        return true;
      });
      return tr.docChanged ? tr : null;
    },
  });
}

/** The reference with what its ranges held before these places were gone; null where that is known. */
function withMembers(
  reference: Reference,
  gone: ReadonlySet<unknown>,
  before: Places,
): Reference | null {
  const parts = partsOf(reference).map((part) => {
    if (part.kind === "place") return [part.id];
    const [first, last] = [part.known[0] ?? "", part.known.at(-1) ?? ""];
    const range = referenceToPart(part);
    const isBounded = !before.isShortened(range) && !gone.has(first) && !gone.has(last);
    if (isBounded && !isCut(part.known)) return part.known;
    if (!part.known.some((id) => gone.has(id))) return part.known;
    // Ends that are gone already stay recorded: they say that somebody has to look.
    const between = before.idsIn(range).filter((id) => id !== first && id !== last);
    return [first, ...between, last];
  });
  const isLong = parts.reduce((sum, part) => sum + part.length, 0) > MOST_TARGETS;
  const targets = parts.flatMap((part) => (isLong ? keptOf(part) : part));
  return targets.join(" ") === reference.targets.join(" ") ? null : { ...reference, targets };
}

/** A paragraph and its second half. */
interface Split {
  readonly of: string;
  readonly secondHalf: string;
}

/** The reference with a range ending in the second half of its last paragraph; null without one. */
function withEndMoved(reference: Reference, { of, secondHalf }: Split): Reference | null {
  if (!reference.ranges.some(([, last]) => last === of)) return null;
  const ranges = reference.ranges.map(([first, last]): RangeEnds => [
    first,
    last === of ? secondHalf : last,
  ]);
  const targets = reference.targets.flatMap((id) => (id === of ? [id, secondHalf] : [id]));
  return { targets, ranges };
}

/** The citable paragraph that this change split in two, both with words; null where it did not. */
function splitIn(before: Node, after: Node): Split | null {
  const { start, oldEnd, newEnd } = changedChildren(before, after);
  if (oldEnd - start !== 1 || newEnd - start !== 2) return null;
  const [whole, one, other] = [before.child(start), after.child(start), after.child(start + 1)];
  const [of, secondHalf] = [one.attrs.id as unknown, other.attrs.id as unknown];
  if (typeof of !== "string" || typeof secondHalf !== "string" || whole.attrs.id !== of)
    return null;
  if (![one, other].every(isCitable)) return null;
  if (other.content.size === 0 || one.content.size + other.content.size !== whole.content.size) {
    return null;
  }
  return whole.textContent === one.textContent + other.textContent ? { of, secondHalf } : null;
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
    if (isCitable(node) && node.attrs.id !== null) ids.add(node.attrs.id);
    return !node.isTextblock;
  };
  for (let index = from; index < to; index += 1) {
    const child = document.child(index);
    if (note(child)) child.descendants(note);
  }
  return ids;
}

function isCitable(node: Node): boolean {
  if (!node.isTextblock) return node.type.name === "exhibit";
  const { kind } = blockShape(node.attrs);
  return kind === "numbered" || kind === "requestItem";
}
