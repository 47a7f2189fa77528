import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { TextSelection, type Transaction } from "@tiptap/pm/state";
import { StepMap, type Mappable } from "@tiptap/pm/transform";
import type { DeletedPiece } from "./paste-notice.ts";

/** The pieces that were left out, and the mapping of all other positions. */
interface TakenOut {
  readonly pieces: readonly DeletedPiece[];
  readonly mapping: Mappable;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly content: Fragment;
}

/** A replacement of a range without its struck-out text. */
interface Removal {
  readonly from: number;
  readonly to: number;
  readonly left: Fragment;
}

/** Whether there is only struck-out text in this content. */
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

/** A slice without its struck-out text, where that can't be restored later; every block stays. */
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

/**
 * Removes struck-out text between two positions of a transaction's document, in one step for each
 * paragraph: a paste may have thousands of ranges, and each step walks its paragraph.
 */
export function takeOutStruck(transaction: Transaction, from: number, to: number): TakenOut {
  const { stretches, removals } = struckBetween(transaction.doc, from, to);
  for (const removal of removals.toReversed()) {
    transaction.replaceWith(removal.from, removal.to, removal.left);
  }
  let gone = 0;
  const pieces = stretches.map(({ from: start, content }) => {
    const position = start - gone;
    gone += content.size;
    return { position, content };
  });
  const ranges = stretches.flatMap(({ from: start, content }) => [start, content.size, 0]);
  return { pieces, mapping: new StepMap(ranges) };
}

/** Restores struck-out text at its places, struck out. */
export function putBackStruck(transaction: Transaction, pieces: readonly DeletedPiece[]): void {
  // Last to first, so that insertions don't move later places.
  for (const { position, content } of pieces.toReversed()) {
    const $place = transaction.doc.resolve(Math.min(position, transaction.doc.content.size));
    if ($place.parent.inlineContent === content.firstChild?.isInline) {
      transaction.insert($place.pos, content);
    } else {
      // Others changed the text there meanwhile: the text is inserted nearby, so that none is lost.
      const near = TextSelection.near($place).from;
      content.forEach((node) => {
        transaction.insert(near, node.isInline ? node : node.content);
      });
    }
  }
}

function struckBetween(document: Node, from: number, to: number) {
  const stretches: Stretch[] = [];
  const removals: Removal[] = [];
  const left = new Map<Node, number>();
  document.nodesBetween(from, to, (node, position, parent) => {
    const end = position + node.nodeSize;
    if (!node.inlineContent) return true;
    if (node.isInline && isStruck(node)) return false;
    const isBlock = node.type.name === "block";
    if (isBlock && parent && position >= from && end <= to && isWholeStruck(node)) {
      // A block is removed as a whole, but a cell or document keeps one paragraph.
      const others = (left.get(parent) ?? parent.childCount) - 1;
      left.set(parent, others);
      if (others > 0) {
        stretches.push({ from: position, to: end, content: Fragment.from(node) });
        removals.push({ from: position, to: end, left: Fragment.empty });
        return false;
      }
    }
    const found = stretchesOfLine(node, position + 1, from, to);
    stretches.push(...found);
    removals.push(...removalsOfLine(node, position + 1, found));
    // Footnotes that stay may contain struck-out text.
    return isBlock;
  });
  const inOrder = (one: { readonly from: number }, other: { readonly from: number }) =>
    one.from - other.from;
  return { stretches: stretches.toSorted(inOrder), removals: removals.toSorted(inOrder) };
}

function stretchesOfLine(line: Node, start: number, from: number, to: number): Stretch[] {
  const found: Stretch[] = [];
  const { children } = line;
  let offset = start;
  for (let index = 0; index < children.length; index += 1) {
    const content: Node[] = [];
    const begins = Math.max(offset, from);
    let ends = begins;
    let next = index;
    for (; next < children.length; next += 1) {
      const node = children[next];
      if (!node || !isStruck(node)) break;
      const [first, last] = [Math.max(offset, from), Math.min(offset + node.nodeSize, to)];
      if (first >= last) break;
      content.push(node.isText ? node.cut(first - offset, last - offset) : node);
      offset += node.nodeSize;
      ends = last;
    }
    if (content.length === 0) {
      offset += children[index]?.nodeSize ?? 0;
      continue;
    }
    // Without the text, the blanks before and after it become one.
    const behind = children[next];
    const isApart = children[index - 1]?.text?.endsWith(" ") && ends < to;
    if (isApart && behind?.text?.startsWith(" ")) {
      content.push(behind.cut(0, 1));
      ends += 1;
    }
    found.push({ from: begins, to: ends, content: Fragment.fromArray(content) });
    index = next - 1;
  }
  return found;
}

/** One removal for all ranges of a line, or separate ones where a footnote between has its own. */
function removalsOfLine(line: Node, start: number, found: readonly Stretch[]): Removal[] {
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return [];
  const hasOwn = line.children.some(({ type, children }) => {
    return type.name === "footnote" && children.some(isStruck);
  });
  if (hasOwn) return found.map((stretch) => ({ ...stretch, left: Fragment.empty }));
  const kept: Node[] = [];
  let offset = start;
  let at = 0;
  for (const node of line.children) {
    const end = offset + node.nodeSize;
    let place = Math.max(offset, first.from);
    for (let next = found[at]; next && next.from < end; next = found[at]) {
      if (next.from > place) kept.push(node.cut(place - offset, next.from - offset));
      place = Math.max(place, Math.min(next.to, end));
      if (next.to > end) break;
      at += 1;
    }
    const stop = Math.min(end, last.to);
    if (place < stop)
      kept.push(place === offset && stop === end ? node : node.cut(place - offset, stop - offset));
    offset = end;
  }
  return [{ from: first.from, to: last.to, left: Fragment.fromArray(kept) }];
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
