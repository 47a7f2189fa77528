import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { TextSelection, type Transaction } from "@tiptap/pm/state";
import type { Mappable } from "@tiptap/pm/transform";

/** Struck-out words that were left out of a paste, and where they stood. */
export interface StruckPiece {
  readonly position: number;
  readonly content: Fragment;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly content: Fragment;
}

/** Whether there is anything in this content but struck-out words. */
export function holdsOnlyStruck(content: Fragment): boolean {
  let struck = 0;
  let others = 0;
  content.descendants((node) => {
    if (!node.isInline && !node.isLeaf) return true;
    if (isStruck(node)) struck += 1;
    else if (!node.isText || /\S/u.test(node.text ?? "")) others += 1;
    return false;
  });
  return struck > 0 && others === 0;
}

/** A slice without its struck-out words, where they can't be had later; every block stays. */
export function withoutStruck(slice: Slice): { readonly slice: Slice; readonly places: number } {
  let places = 0;
  const cleaned = (content: Fragment): Fragment => {
    const kept: Node[] = [];
    let isOpen = false;
    content.forEach((node) => {
      const leaves = node.isInline && isStruck(node);
      if (leaves && !isOpen) places += 1;
      isOpen = leaves;
      if (!leaves) kept.push(node.isText ? node : node.copy(cleaned(node.content)));
    });
    return Fragment.fromArray(kept);
  };
  const content = cleaned(slice.content);
  if (places === 0) return { slice, places };
  return { slice: new Slice(content, slice.openStart, slice.openEnd), places };
}

/** Takes struck-out words between two places of a transaction's document out of it. */
export function takeOutStruck(transaction: Transaction, from: number, to: number): StruckPiece[] {
  const found = stretches(transaction.doc, from, to);
  const pieces = found.toReversed().map((stretch) => {
    transaction.delete(stretch.from, stretch.to);
    return { stretch, after: transaction.steps.length };
  });
  return pieces
    .map(({ stretch, after }) => ({
      position: transaction.mapping.slice(after).map(stretch.from, -1),
      content: stretch.content,
    }))
    .toReversed();
}

/** Puts struck-out words back to where they stood, struck out. */
export function putBackStruck(transaction: Transaction, pieces: readonly StruckPiece[]): void {
  // From behind, so that what is put in moves no place that is still to come.
  for (const { position, content } of pieces.toReversed()) {
    const $place = transaction.doc.resolve(Math.min(position, transaction.doc.content.size));
    if ($place.parent.inlineContent === content.firstChild?.isInline) {
      transaction.insert($place.pos, content);
    } else {
      // Others changed the text there meanwhile: no word is left out for that.
      const near = TextSelection.near($place).from;
      content.forEach((node) => {
        transaction.insert(near, node.isInline ? node : node.content);
      });
    }
  }
}

/** The pieces where they stand after a change. */
export function mapPieces(pieces: readonly StruckPiece[], mapping: Mappable): StruckPiece[] {
  return pieces.map((piece) => ({ ...piece, position: mapping.map(piece.position, -1) }));
}

function stretches(document: Node, from: number, to: number): Stretch[] {
  const found: Stretch[] = [];
  const left = new Map<Node, number>();
  document.nodesBetween(from, to, (node, position, parent) => {
    const end = position + node.nodeSize;
    if (!node.inlineContent) return true;
    if (node.isInline && isStruck(node)) return false;
    const isBlock = node.type.name === "block";
    if (isBlock && parent && position >= from && end <= to && isWholeStruck(node)) {
      // It goes as a whole, but a cell and the text keep one paragraph.
      const others = (left.get(parent) ?? parent.childCount) - 1;
      left.set(parent, others);
      if (others > 0) {
        found.push({ from: position, to: end, content: Fragment.from(node) });
        return false;
      }
    }
    found.push(...stretchesOfLine(node, position + 1, from, to));
    // Footnotes that stay may have struck-out words in them.
    return isBlock;
  });
  return found.toSorted((one, other) => one.from - other.from);
}

function stretchesOfLine(line: Node, start: number, from: number, to: number): Stretch[] {
  const found: { readonly from: number; readonly to: number }[] = [];
  let offset = start;
  for (const node of line.children) {
    const begins = Math.max(offset, from);
    offset += node.nodeSize;
    const ends = Math.min(offset, to);
    if (!isStruck(node) || begins >= ends) continue;
    const last = found.at(-1);
    if (last?.to === begins) found[found.length - 1] = { from: last.from, to: ends };
    else found.push({ from: begins, to: ends });
  }
  return found.map((words) => {
    const between = { from: words.from - start, to: words.to - start };
    // The blank before the words and the one behind them are one without them.
    const isApart = isBlank(line, between.from - 1) && isBlank(line, between.to);
    const content = line.content.cut(between.from, between.to + (isApart ? 1 : 0));
    return { from: words.from, to: words.from + content.size, content };
  });
}

function isBlank(line: Node, offset: number): boolean {
  if (offset < 0 || offset >= line.content.size) return false;
  return line.textBetween(offset, offset + 1) === " ";
}

function isWholeStruck(block: Node): boolean {
  let isWhole = block.content.size > 0;
  block.forEach((node) => {
    isWhole &&= isStruck(node) || (node.isText && !/\S/u.test(node.text ?? ""));
  });
  return isWhole;
}

function isStruck(node: Node): boolean {
  return node.marks.some(({ type }) => type.name === "strike");
}
