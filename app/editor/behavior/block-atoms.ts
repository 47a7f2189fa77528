import { GapCursor } from "@tiptap/pm/gapcursor";
import type { Node } from "@tiptap/pm/model";
import { NodeSelection, TextSelection, type Selection, type Transaction } from "@tiptap/pm/state";
import { DETAIL_BLOCKS } from "#app/document/nodes/drawn-nodes.ts";

/** Block-level nodes without typed content, selected as a whole. */
const BLOCK_ATOMS: ReadonlySet<string> = new Set(["pageBreak", ...DETAIL_BLOCKS]);

export function isBlockAtom({ type }: Node): boolean {
  return BLOCK_ATOMS.has(type.name);
}

/** The block atoms within a range, in order. */
function atomsBetween(document: Node, from: number, to: number): Node[] {
  const found: Node[] = [];
  // Block atoms are never inside a block, and most edits are within one.
  if (document.resolve(from).sharedDepth(to) > 0) return found;
  document.nodesBetween(from, to, (node, position) => {
    if (isBlockAtom(node) && position >= from && position + node.nodeSize <= to) found.push(node);
    return false;
  });
  return found;
}

/** The block atoms that a selection includes. */
export function selectedAtoms({ from, to, $from }: Selection): Node[] {
  return atomsBetween($from.doc, from, to);
}

/** The block atoms that these steps removed; moved ones don't count. */
export function removedAtoms({ steps, docs, doc }: Transaction): Node[] {
  const gone: Node[] = [];
  const came: Node[] = [];
  for (const [index, step] of steps.entries()) {
    const before = docs[index];
    if (!before) continue;
    step.getMap().forEach((from, to, newFrom, newTo) => {
      gone.push(...atomsBetween(before, from, to));
      came.push(...atomsBetween(docs[index + 1] ?? doc, newFrom, newTo));
    });
  }
  for (const node of came) {
    const same = gone.findIndex((one) => one.sameMarkup(node));
    if (same !== -1) gone.splice(same, 1);
  }
  return gone;
}

/**
 * Prepares a selection with block atoms for replacement: its text is deleted, the atoms stay, and
 * the caret is placed where the text was. For an atom alone, the caret is placed after it, in no
 * block; what is inserted there becomes a block. Does nothing to other selections.
 */
export function spareAtoms(transaction: Transaction): Transaction {
  const { selection, doc } = transaction;
  const { from, to } = selection;
  if (selectedAtoms(selection).length === 0) return transaction;
  if (selection instanceof NodeSelection) return toGap(transaction, to);

  let place = -1;
  let behind = to;
  /** Last to first, so that earlier positions stay valid. */
  const ranges: (readonly [from: number, to: number])[] = [];
  doc.nodesBetween(from, to, (node, position) => {
    const end = position + node.nodeSize;
    if (isBlockAtom(node)) behind = end;
    else if (position >= from && end <= to) {
      if (place === -1) place = position;
      ranges.unshift([position, end]);
    } else if (node.isTextblock) {
      const [start, stop] = [Math.max(from, position + 1), Math.min(to, end - 1)];
      if (place === -1) place = start;
      if (start < stop) ranges.unshift([start, stop]);
    } else return true;
    return false;
  });
  for (const range of ranges) transaction.delete(...range);
  if (place === -1) return toGap(transaction, transaction.mapping.map(behind));
  const $place = transaction.doc.resolve(place);
  return $place.parent.inlineContent
    ? transaction.setSelection(TextSelection.create(transaction.doc, place))
    : toGap(transaction, place);
}

/** Like spareAtoms, but inserts a paragraph where the caret would be in no block. */
export function makeRoom(transaction: Transaction): Transaction {
  const { $from } = spareAtoms(transaction).selection;
  if ($from.parent.inlineContent) return transaction;
  const { pos } = $from;
  const paragraph = $from.parent.contentMatchAt($from.index()).defaultType?.createAndFill();
  if (!paragraph) return transaction;
  transaction.insert(pos, paragraph);
  return transaction.setSelection(TextSelection.create(transaction.doc, pos + 1));
}

/** Places the caret between two blocks, or at an end of the text. */
export function toGap(transaction: Transaction, position: number): Transaction {
  return transaction.setSelection(new GapCursor(transaction.doc.resolve(position)));
}
