/**
 * Computes what has to change for one run of nodes to become another: exact ranges of letters and
 * nodes, with everything that both have left alone. The binding writes just these ranges (F4), so
 * that words that stay are the same items, for carets, comments, authorship and whoever types there
 * at that moment.
 */
import { Fragment, type Mark, type Node, Slice } from "@tiptap/pm/model";
import { AddMarkStep, RemoveMarkStep, ReplaceStep, type Transform } from "@tiptap/pm/transform";
import { pairChildren } from "#app/document/flow/pairing.ts";
import { firstId } from "#app/document/flow/units.ts";
import { carriesOwnId } from "#app/document/nodes/node-id.ts";
import { createEffort, type Effort } from "#app/document/comparison/effort.ts";
import { wordsIn } from "#app/document/comparison/words.ts";

/** A change of the document before; positions are of that document. */
export type BlockEdit =
  | { readonly from: number; readonly to: number; readonly slice: Slice }
  | { readonly at: number; readonly name: string; readonly value: unknown }
  | { readonly from: number; readonly to: number; readonly mark: Mark; readonly adds: boolean };

/** The longest edit of one run of blocks that is searched for, in words. */
const LONGEST_EDIT = 1_500;
/** Steps of comparison for one run: some tenths of a second at most. */
const EFFORT = 3_000_000;

/** A word, an inline node, the edge of a block, or a block without text. */
interface Piece {
  /** Pieces with the same key are the same one, however its marks, attributes and contents differ. */
  readonly key: string;
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

const OPENS = "<";
const CLOSES = ">";

/**
 * The edits that make `before` of `after`, in the order of the text.
 * @param start the position of the first node of `before`.
 */
export function blockEdits(
  before: readonly Node[],
  after: readonly Node[],
  start: number,
  effort: Effort = createEffort(EFFORT),
): BlockEdit[] {
  const edits: BlockEdit[] = [];
  comparePieces(blockPieces(before, start), blockPieces(after, 0), after, start, effort, edits);
  return edits;
}

/**
 * Adds the edits to a transaction.
 * @param shift how far the transaction has moved the text that follows; answers how far now.
 */
export function addEdits(tr: Transform, edits: readonly BlockEdit[], shift = 0): number {
  let moved = shift;
  for (const edit of edits) {
    if ("slice" in edit) {
      tr.step(new ReplaceStep(edit.from + moved, edit.to + moved, edit.slice));
      moved += edit.slice.size - (edit.to - edit.from);
    } else if ("name" in edit) {
      tr.setNodeAttribute(edit.at + moved, edit.name, edit.value);
    } else {
      const Step = edit.adds ? AddMarkStep : RemoveMarkStep;
      tr.step(new Step(edit.from + moved, edit.to + moved, edit.mark));
    }
  }
  return moved;
}

function blockPieces(nodes: readonly Node[], start: number): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const node of nodes) {
    const end = at + node.nodeSize;
    if (node.isTextblock) {
      pieces.push({ key: `${OPENS}${String(node.attrs.id)}`, node, from: at, to: at + 1 });
      inlinePieces(node, at + 1, pieces);
      pieces.push({ key: CLOSES, node, from: end - 1, to: end });
    } else {
      pieces.push({ key: `=${keyOf(node)}`, node, from: at, to: end });
    }
    at = end;
  }
  return pieces;
}

function inlinePieces(parent: Node, start: number, pieces: Piece[]): void {
  let at = start;
  parent.forEach((node) => {
    if (!node.isText) {
      pieces.push({ key: `=${keyOf(node)}`, node, from: at, to: at + node.nodeSize });
      at += node.nodeSize;
      return;
    }
    for (const word of wordsIn(node.text ?? "")) {
      pieces.push({ key: ` ${word}`, node, from: at, to: at + word.length });
      at += word.length;
    }
  });
}

function keyOf(node: Node): string {
  const { name } = node.type;
  if (name === "table") return `table ${String(firstId(node))}`;
  return `${name} ${carriesOwnId(name) ? String(node.attrs.id) : JSON.stringify(node.attrs)}`;
}

/** @param start the position of the first piece; those of `now` count from 0 in `after`. */
function comparePieces(
  old: readonly Piece[],
  now: readonly Piece[],
  after: readonly Node[],
  start: number,
  effort: Effort,
  edits: BlockEdit[],
): void {
  const content = Fragment.fromArray([...after]);
  const endOf = (pieces: readonly Piece[], index: number, first: number) =>
    pieces[index - 1]?.to ?? first;
  const marks: MarkRun[] = [];
  let [fromOld, fromNow] = [0, 0];
  const replaceUpTo = (i: number, j: number) => {
    if (i === fromOld && j === fromNow) return;
    settleMarks(marks, edits);
    const from = endOf(old, fromOld, start);
    const [first, last] = [endOf(now, fromNow, 0), endOf(now, j, 0)];
    const to = endOf(old, i, start);
    edits.push({ from, to, slice: sliceOf(content, first, last) });
  };
  for (const [i, j] of withoutLoneBlanks(pairsOf(old, now, effort), old)) {
    const [one, other] = [old[i], now[j]];
    if (!one || !other) continue;
    replaceUpTo(i, j);
    [fromOld, fromNow] = [i + 1, j + 1];
    compareNode(one, other, effort, edits, marks);
  }
  replaceUpTo(old.length, now.length);
  settleMarks(marks, edits);
}

/** A cut of top-level content, open where it begins or ends within a block. */
function sliceOf(content: Fragment, from: number, to: number): Slice {
  if (from === to) return Slice.empty;
  const depthAt = (pos: number) => {
    const { index, offset } = indexAt(content, pos);
    return pos > offset && content.maybeChild(index)?.isTextblock ? 1 : 0;
  };
  return new Slice(content.cut(from, to), depthAt(from), depthAt(to));
}

function indexAt(content: Fragment, pos: number): { index: number; offset: number } {
  let offset = 0;
  for (let index = 0; index < content.childCount; index += 1) {
    const end = offset + content.child(index).nodeSize;
    if (pos < end) return { index, offset };
    offset = end;
  }
  return { index: content.childCount, offset };
}

type BlockPair = readonly [old: number, now: number];

/** The pieces that both have, in order: at both ends, and by the longest common sequence between. */
function pairsOf(old: readonly Piece[], now: readonly Piece[], effort: Effort): BlockPair[] {
  const shorter = Math.min(old.length, now.length);
  let prefix = 0;
  while (prefix < shorter && old[prefix]?.key === now[prefix]?.key) prefix += 1;
  let suffix = 0;
  while (suffix < shorter - prefix && old.at(-1 - suffix)?.key === now.at(-1 - suffix)?.key) {
    suffix += 1;
  }
  const pairs: BlockPair[] = [];
  for (let n = 0; n < prefix; n += 1) pairs.push([n, n]);
  const keys = (pieces: readonly Piece[]) =>
    pieces.slice(prefix, pieces.length - suffix).map(({ key }) => key);
  let [i, j] = [prefix, prefix];
  const [oldKeys, nowKeys] = [keys(old), keys(now)];
  const isOneSided = oldKeys.length === 0 || nowKeys.length === 0;
  const stretches = isOneSided ? null : effort.compare(oldKeys, nowKeys, LONGEST_EDIT);
  for (const { in: side, count } of stretches ?? []) {
    if (side === "both") for (let n = 0; n < count; n += 1) pairs.push([i + n, j + n]);
    if (side !== "now") i += count;
    if (side !== "old") j += count;
  }
  for (let n = suffix; n > 0; n -= 1) pairs.push([old.length - n, now.length - n]);
  return withWholeBlocks(pairs, old, now);
}

/**
 * "`>` `<b` words" that came or went, with another `>` behind it, is the block b as well as the end of
 * the one before with the start of b: the block is meant, so that what stands before keeps its end.
 */
function withWholeBlocks(
  pairs: BlockPair[],
  old: readonly Piece[],
  now: readonly Piece[],
): BlockPair[] {
  return pairs.map(([i, j], at): BlockPair => {
    const [x, y] = pairs[at - 1] ?? [-1, -1];
    if (old[i]?.key !== CLOSES) return [i, j];
    if (i === x + 1 && j > y + 1 && now[y + 1]?.key === CLOSES) return [i, y + 1];
    if (j === y + 1 && i > x + 1 && old[x + 1]?.key === CLOSES) return [x + 1, j];
    return [i, j];
  });
}

/** A blank alone between two replaced words is replaced with them. */
function withoutLoneBlanks(pairs: readonly BlockPair[], old: readonly Piece[]): BlockPair[] {
  return pairs.filter(([i, j], at) => {
    if (old[i]?.key.trim() !== "") return true;
    const [before, behind] = [pairs[at - 1], pairs[at + 1]];
    if (!before || !behind) return true;
    const isReplaced = i - before[0] > 1 && j - before[1] > 1;
    return !(isReplaced && behind[0] - i > 1 && behind[1] - j > 1);
  });
}

/** A run of kept words with marks that differ in the same way. */
interface MarkRun {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
  readonly adds: boolean;
}

/** Compares attributes, contents and marks of a kept piece. */
function compareNode(
  { node, from, to, key }: Piece,
  { node: after }: Piece,
  effort: Effort,
  edits: BlockEdit[],
  marks: MarkRun[],
): void {
  if (key === CLOSES || node === after) return;
  // Line breaks, fields, references and footnotes carry no marks in the shared text (F1).
  if (node.isText) compareMarks(node, after, from, to, marks);
  if (node.isText || node.eq(after)) return;
  settleMarks(marks, edits);
  compareAttributes(node, after, from, edits);
  if (node.type.name === "footnote") compareNotes(node, after, from + 1, effort, edits);
  if (node.type.name === "table") compareTables(node, after, from, effort, edits);
}

function compareMarks(node: Node, after: Node, from: number, to: number, marks: MarkRun[]): void {
  const push = (mark: Mark, adds: boolean) => {
    const at = marks.findIndex((run) => run.to === from && run.adds === adds && run.mark.eq(mark));
    const run = marks[at];
    if (run) marks[at] = { ...run, to };
    else marks.push({ from, to, mark, adds });
  };
  for (const mark of node.marks) {
    // Adding a link takes away the other one.
    const isReplaced = after.marks.some(({ type }) => type === mark.type);
    if (!isReplaced) push(mark, false);
  }
  for (const mark of after.marks) if (!mark.isInSet(node.marks)) push(mark, true);
}

/** Marks move nothing, so they may follow one another in any order, before the next replacement. */
function settleMarks(marks: MarkRun[], edits: BlockEdit[]): void {
  edits.push(...marks.splice(0));
}

function compareAttributes(node: Node, after: Node, at: number, edits: BlockEdit[]): void {
  for (const [name, value] of Object.entries(after.attrs)) {
    if (JSON.stringify(node.attrs[name]) !== JSON.stringify(value)) edits.push({ at, name, value });
  }
}

function compareNotes(
  node: Node,
  after: Node,
  start: number,
  effort: Effort,
  edits: BlockEdit[],
): void {
  const [old, now]: [Piece[], Piece[]] = [[], []];
  inlinePieces(node, start, old);
  inlinePieces(after, 0, now);
  comparePieces(old, now, after.content.content, start, effort, edits);
}

function compareTables(
  table: Node,
  after: Node,
  start: number,
  effort: Effort,
  edits: BlockEdit[],
): void {
  eachPair(table, after, start, edits, (row, rowAfter, rowStart) => {
    eachPair(row, rowAfter, rowStart, edits, (cell, cellAfter, cellStart) => {
      if (cell.type !== cellAfter.type) return false;
      compareAttributes(cell, cellAfter, cellStart, edits);
      const inner = blockEdits(
        cell.content.content,
        cellAfter.content.content,
        cellStart + 1,
        effort,
      );
      edits.push(...inner);
      return true;
    });
    return true;
  });
}

/** Goes through the rows of a table or the cells of a row; `compare` answers whether it could. */
function eachPair(
  node: Node,
  after: Node,
  start: number,
  edits: BlockEdit[],
  compare: (child: Node, after: Node, start: number) => boolean,
): void {
  let at = start + 1;
  for (const [i, j] of pairChildren(node, after)) {
    const child = i === null ? null : node.child(i);
    const other = j === null ? null : after.child(j);
    const end = at + (child?.nodeSize ?? 0);
    if (child && other && (child.eq(other) || compare(child, other, at))) {
      at = end;
      continue;
    }
    edits.push({ from: at, to: end, slice: new Slice(Fragment.from(other), 0, 0) });
    at = end;
  }
}
