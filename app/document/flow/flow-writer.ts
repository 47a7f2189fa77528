/**
 * Writes an editor's changes into the shared text (F4): the touched blocks of each changed range
 * are split into units on both sides, equal units stay, and nothing else is touched.
 */
import type { Node } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { setCellAttributes } from "./attributes.ts";
import { type Change, changesFrom, changesWithin, difference } from "./changes.ts";
import { ChildOffsets } from "./child-offsets.ts";
import { Cursor } from "./cursor.ts";
import type { CursorStart, CursorStanding } from "./cursor-place.ts";
import { FreshWriter, insertCell, insertRow } from "./fill.ts";
import { NO_ATTRS } from "./formats.ts";
import { afterFormat } from "./inline.ts";
import { cutItem } from "./items.ts";
import { END, cellsOf, elementOf, isAnchors, isBlockUnit, rowsOf, shownUnitOf } from "./layout.ts";
import { type Op, pairChildren, pairOutside, pairUnits } from "./pairing.ts";
import type { FlowReader } from "./reader.ts";
import type { Flow, Row } from "./rows.ts";
import { type FlowUnit, type NodeUnit, blockUnits, inlineUnits } from "./units.ts";

/** Adjacent children of the document before (i0 to i1) that became those after (j0 to j1). */
interface Group {
  i0: number;
  i1: number;
  j0: number;
  j1: number;
  readonly changes: Change[];
}

interface GroupChanges {
  /** Relative to the flow's start. */
  readonly changes: readonly Change[];
  /** The changes inside each changed footnote. */
  readonly inNotes: ReadonlyMap<Node, readonly Change[]>;
}

export class FlowWriter extends FreshWriter {
  /**
   * The changes of the group being written; while a nested table is written, those of the outer
   * group.
   */
  private current: GroupChanges = { changes: [], inNotes: new Map() };

  constructor(
    t: Y.Transaction,
    private readonly reader: FlowReader,
  ) {
    super(t);
  }

  /** Changes a flow with the content `a` to `b`. The changes are relative to the flow's start. */
  changeFlow(flow: Flow, a: Node, b: Node, changes: readonly Change[]): void {
    const [offsetsA, offsetsB] = [new ChildOffsets(a), new ChildOffsets(b)];
    const groups = groupsOf(flow, offsetsA, offsetsB, changes);
    // Last to first, so that earlier rows are still as they were read.
    for (const group of groups.reverse()) this.changeGroup(flow, offsetsA, offsetsB, group);
  }

  private changeGroup(flow: Flow, a: ChildOffsets, b: ChildOffsets, group: Group): void {
    const { i0, i1, j0, j1, changes } = group;
    const first = flow.rows[i0];
    const [startA, startB] = [a.startOf(i0), b.startOf(j0)];
    if (i1 - i0 === 1 && j1 - j0 === 1 && first?.kind === "table" && first.item) {
      const after = b.node.child(j0);
      if (after.type.name === "table") {
        const inner = changesFrom(changes, startA + 1, startB + 1);
        return this.writeTable(elementOf(first.item), a.node.child(i0), after, inner);
      }
    }
    const isImplicit = (index: number) => flow.rows[index]?.item === null;
    const zones = (from: "fromA" | "fromB", to: "toA" | "toB") =>
      changes.map((change) => [change[from], change[to]] as const);
    const unitsA = blockUnits(a.node, i0, i1, startA, zones("fromA", "toA"), isImplicit);
    const unitsB = blockUnits(b.node, j0, j1, startB, zones("fromB", "toB"));
    const ops: Op[] = [];
    if (!pairOutside(unitsA, unitsB, changes, ops)) {
      const all = blockUnits(a.node, i0, i1, startA, "letters", isImplicit);
      pairUnits(all, blockUnits(b.node, j0, j1, startB, "letters"), ops);
    }
    const start = this.startOf(flow, i0, i1, ops[0]);
    const isToEnd = i1 >= a.node.childCount;
    // A table inside is written as groups of its own, in between.
    const outer = this.current;
    this.current = { changes, inNotes: changesInNotes(unitsA, unitsB, changes) };
    new Cursor(this.t, { ...start, isNote: false, isToEnd }, this).run(ops);
    this.current = outer;
  }

  /** The cursor's start for the rows from i0 up to i1. */
  private startOf(flow: Flow, i0: number, i1: number, first: Op | undefined) {
    const { type, rows } = flow;
    const [row, prior] = [rows[i0], rows[i0 - 1]];
    if (!row?.item || i1 === i0) {
      if (prior) return this.endOf(flow, prior);
      return { type, left: null, attrs: NO_ATTRS, standing: "start" as const };
    }
    // An insertion or deletion at the start may touch the end of the row before.
    const isKept = first !== undefined && first.a !== null && first.b !== null;
    if (prior?.kind === "text" && first !== undefined && !isKept) return this.endOf(flow, prior);
    let standing: CursorStanding = "start";
    if (prior) standing = prior.kind === "text" ? "inline" : "block";
    return { type, left: row.item.left, attrs: row.start, standing };
  }

  /** Directly after the last visible unit of a row. */
  private endOf(flow: Flow, row: Row): Pick<CursorStart, "type" | "left" | "attrs" | "standing"> {
    const { type } = flow;
    if (row.kind !== "text") {
      return { type, left: row.item, attrs: row.start, standing: "block" };
    }
    let left = flow.walkFrom(row);
    let [attrs, seen] = [row.start, row.start];
    let standing: CursorStanding = "marker";
    for (let item = left ? left.right : type._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      const unit = shownUnitOf(item);
      if (unit === "format") seen = afterFormat(seen, item);
      else if (isBlockUnit(unit)) {
        if (this.reader.isRow(item)) break;
      } else if (unit !== "none") {
        if (unit === "text" && !this.cutAnchors(item)) continue;
        [left, attrs, standing] = [item, seen, "inline"];
      }
    }
    return { type, left, attrs, standing };
  }

  /** Separates end anchors from letters within one item. False where the item has no letters. */
  private cutAnchors(item: Y.Item): boolean {
    const { str } = item.content as Y.ContentString;
    if (isAnchors(str)) return false;
    let end = str.length;
    while (str[end - 1] === END) end -= 1;
    if (end < str.length) cutItem(this.t, item, end);
    return true;
  }

  override changeNote(type: Y.XmlText, a: Node, b: Node): void {
    if (difference(a, b) === null) return;
    const changes = this.current.inNotes.get(b) ?? [];
    const [unitsA, unitsB]: [FlowUnit[], FlowUnit[]] = [[], []];
    inlineUnits(a, 0, unitsA, "letters");
    inlineUnits(b, 0, unitsB, "letters");
    const ops: Op[] = [];
    if (!pairOutside(unitsA, unitsB, changes, ops)) pairUnits(unitsA, unitsB, ops);
    const start = { type, left: null, attrs: NO_ATTRS, standing: "start" as const };
    new Cursor(this.t, { ...start, isNote: true, isToEnd: true }, this).run(ops);
  }

  override changeTable(element: Y.XmlElement, a: NodeUnit, b: NodeUnit): void {
    const inner = changesFrom(this.current.changes, a.pos + 1, b.pos + 1);
    this.writeTable(element, a.node, b.node, inner);
  }

  /** Rows are paired by the id of their first block, or by order where their number is equal. */
  private writeTable(element: Y.XmlElement, a: Node, b: Node, changes: readonly Change[]): void {
    const lines = rowsOf(element);
    const indexOf = (line: Y.XmlElement) => (element.toArray() as unknown[]).indexOf(line);
    const [offsetsA, offsetsB] = [new ChildOffsets(a), new ChildOffsets(b)];
    let at = 0;
    for (const [i, j] of pairChildren(a, b)) {
      const line = i === null ? undefined : lines[i];
      if (i === null || !line) {
        if (j !== null) insertRow(this.t, element, at, b.child(j), this);
        at += 1;
      } else if (j === null) {
        at = indexOf(line);
        element.delete(at, 1);
      } else {
        at = indexOf(line) + 1;
        if (a.child(i) === b.child(j)) continue;
        const [startA, startB] = [offsetsA.startOf(i) + 1, offsetsB.startOf(j) + 1];
        const inner = changesFrom(changes, startA, startB);
        this.changeRow(line, a.child(i), b.child(j), inner);
      }
    }
  }

  private changeRow(line: Y.XmlElement, a: Node, b: Node, changes: readonly Change[]): void {
    const cells = cellsOf(line);
    const indexOf = (cell: Y.XmlText) => (line.toArray() as unknown[]).indexOf(cell);
    const [offsetsA, offsetsB] = [new ChildOffsets(a), new ChildOffsets(b)];
    let at = 0;
    for (const [i, j] of pairChildren(a, b)) {
      const cell = i === null ? undefined : cells[i];
      if (i === null || !cell) {
        if (j !== null) insertCell(this.t, line, at, b.child(j), this);
        at += 1;
      } else if (j === null) {
        at = indexOf(cell);
        line.delete(at, 1);
      } else {
        at = indexOf(cell) + 1;
        const [startA, startB] = [offsetsA.startOf(i) + 1, offsetsB.startOf(j) + 1];
        const inner = changesFrom(changes, startA, startB);
        this.changeCell(cell, a.child(i), b.child(j), inner);
      }
    }
  }

  private changeCell(cell: Y.XmlText, a: Node, b: Node, changes: readonly Change[]): void {
    if (a === b) return;
    setCellAttributes(cell, a, b);
    const flow = this.reader.flowOf(cell);
    if (a.content === b.content || !flow) return;
    // Restricts a change that extends beyond the cell, such as a deletion across two cells, to the
    // cell: comparing the whole cell could take untouched letters for new ones (pairing.ts).
    const inner = changesWithin(changes, a.content.size, b.content.size);
    if (inner) return this.changeFlow(flow, a, b, inner);
    const all = difference(a, b);
    if (all) this.changeFlow(flow, a, b, [all]);
  }
}

function changesInNotes(
  unitsA: readonly FlowUnit[],
  unitsB: readonly FlowUnit[],
  changes: readonly Change[],
): Map<Node, Change[]> {
  const inNotes = new Map<Node, Change[]>();
  const notes = unitsB.filter((unit): unit is NodeUnit => unit.kind === "note");
  if (notes.length === 0) return inNotes;
  const before = new Map<unknown, FlowUnit>();
  for (const unit of unitsA) if (unit.kind === "note") before.set(unit.node.attrs.id, unit);
  for (const note of notes) {
    const old = before.get(note.node.attrs.id);
    if (!old || old.node === note.node) continue;
    const inner = changesWithin(
      changesFrom(changes, old.pos + 1, note.pos + 1),
      old.node.content.size,
      note.node.content.size,
    );
    if (inner) inNotes.set(note.node, inner);
  }
  return inNotes;
}

/**
 * Groups the children that changes touch; the children between two groups correspond one to one.
 */
function groupsOf(
  flow: Flow,
  a: ChildOffsets,
  b: ChildOffsets,
  changes: readonly Change[],
): Group[] {
  const groups: Group[] = [];
  for (const change of changes) {
    const [i0, i1] = a.span(change.fromA, change.toA);
    const [j0, j1] = b.span(change.fromB, change.toB);
    const last = groups.at(-1);
    if (last && (i0 < last.i1 || j0 < last.j1)) {
      last.i1 = Math.max(last.i1, i1);
      last.j1 = Math.max(last.j1, j1);
      last.changes.push(change);
    } else groups.push({ i0, i1, j0, j1, changes: [change] });
  }
  const isImplicit = (index: number) => flow.rows[index]?.item === null;
  for (const [n, group] of groups.entries()) {
    const next = groups[n + 1];
    const restA = (next?.i0 ?? a.node.childCount) - group.i1;
    const restB = (next?.j0 ?? b.node.childCount) - group.j1;
    if (restA > restB) group.i1 += restA - restB;
    else group.j1 += restB - restA;
    // An empty block without a marker needs one when something is placed beside it.
    const before = group.i0 - 1;
    const isFree = before >= (groups[n - 1]?.i1 ?? 0);
    if (isFree && isImplicit(before) && a.node.child(before).content.size === 0) {
      group.i0 -= 1;
      group.j0 -= 1;
    }
    // A block without a marker needs one when a text block is placed before it.
    const limit = Math.min(a.node.childCount, next?.i0 ?? a.node.childCount);
    while (group.i1 < limit && isImplicit(group.i1)) {
      group.i1 += 1;
      group.j1 += 1;
    }
  }
  return groups;
}
