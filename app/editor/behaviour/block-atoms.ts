import { GapCursor } from "@tiptap/pm/gapcursor";
import type { Node } from "@tiptap/pm/model";
import { NodeSelection, TextSelection, type Selection, type Transaction } from "@tiptap/pm/state";
import { DETAIL_BLOCKS } from "#app/document/nodes/drawn-nodes.ts";

/** What stands between blocks and is taken as a whole: nobody types in it. */
const BLOCK_ATOMS: ReadonlySet<string> = new Set(["pageBreak", ...DETAIL_BLOCKS]);

export function isBlockAtom({ type }: Node): boolean {
  return BLOCK_ATOMS.has(type.name);
}

/** The block atoms that lie within a range, in their order. */
function atomsBetween(document: Node, from: number, to: number): Node[] {
  const found: Node[] = [];
  // They stand between blocks only: within one there is none, and most edits are within one.
  if (document.resolve(from).sharedDepth(to) > 0) return found;
  document.nodesBetween(from, to, (node, position) => {
    if (isBlockAtom(node) && position >= from && position + node.nodeSize <= to) found.push(node);
    return false;
  });
  return found;
}

/** The block atoms that a selection takes in. */
export function selectedAtoms({ from, to, $from }: Selection): Node[] {
  return atomsBetween($from.doc, from, to);
}

/** The block atoms that stood there before these steps and do not any more; what is moved stays. */
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
 * Where a selection takes in block atoms and something is about to be put in its place: the words of
 * it go, the atoms stay, and the caret stands where those words were. Where it is an atom alone, behind it, in no block;
 * there what is put in becomes a block of its own. Does nothing to other selections.
 */
export function spareAtoms(transaction: Transaction): Transaction {
  const { selection, doc } = transaction;
  const { from, to } = selection;
  if (selectedAtoms(selection).length === 0) return transaction;
  if (selection instanceof NodeSelection) return toGap(transaction, to);

  let place = -1;
  let behind = to;
  /** Last first, so that places before them stand. */
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

/** As spareAtoms, and where the caret would then stand in no block, in a new paragraph. */
export function makeRoom(transaction: Transaction): Transaction {
  const { $from } = spareAtoms(transaction).selection;
  if ($from.parent.inlineContent) return transaction;
  const { pos } = $from;
  const paragraph = $from.parent.contentMatchAt($from.index()).defaultType?.createAndFill();
  if (!paragraph) return transaction;
  transaction.insert(pos, paragraph);
  return transaction.setSelection(TextSelection.create(transaction.doc, pos + 1));
}

/** The caret between two blocks, or at an end of the text. */
export function toGap(transaction: Transaction, position: number): Transaction {
  return transaction.setSelection(new GapCursor(transaction.doc.resolve(position)));
}
