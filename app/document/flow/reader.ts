/**
 * Reads the shared text, whole or in part (F3). It writes nothing, and every reader of the same
 * shared text gets the same result: browser, server, seed and worker all use it.
 *
 * - A marker opens a block; an atom or a table closes it; letters where none is open form a block
 * without a marker. An empty flow reads as one empty block.
 * - Rows, one for each block, are remembered, so that a change is read from the nearest unchanged
 * marker to the next (region.ts).
 */
import type { Node, Schema } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { buildRow } from "./build.ts";
import { IdRegistry } from "./ids.ts";
import { afterFormat, appendText, lengthOf } from "./inline.ts";
import {
  OWN_ID,
  elementOf,
  gridOf,
  isBlockUnit,
  lettersOf,
  rowsOf,
  shownUnitOf,
} from "./layout.ts";
import { readRegion } from "./region.ts";
import type { KnownRows, RowContents } from "./row-reading.ts";
import { Flow, type Inline, type Row } from "./rows.ts";

export class FlowReader implements KnownRows, RowContents {
  readonly rootFlow: Flow;
  readonly ids = new IdRegistry();
  /** The root flow and those of cells. */
  private readonly flows = new Map<unknown, Flow>();
  /** The row of each block unit; for a footnote, the row that contains it. */
  private readonly rows = new Map<Y.Item, Row>();
  /** The rows whose content is in memory. */
  private readonly fresh = new Set<Row>();

  constructor(
    root: Y.XmlText,
    readonly schema: Schema,
  ) {
    this.rootFlow = new Flow(root, null);
    this.flows.set(root, this.rootFlow);
  }

  readAll(): Node {
    this.rows.clear();
    this.ids.clear();
    this.flows.clear();
    this.flows.set(this.rootFlow.type, this.rootFlow);
    this.rootFlow.rows = [];
    const { rows } = readRegion(this, this.rootFlow);
    this.splice(this.rootFlow, 0, 0, rows);
    this.ids.changed.clear();
    const node = this.schema.topNodeType.create(
      null,
      rows.map((row) => buildRow(this, row)),
    );
    this.forgetContent();
    return node;
  }

  /** The flow of the root or of a shown cell. */
  flowOf(type: unknown): Flow | undefined {
    return this.flows.get(type);
  }
  allFlows(): Iterable<Flow> {
    return this.flows.values();
  }
  isLive(flow: Flow): boolean {
    return this.flows.get(flow.type) === flow;
  }
  /** The row of a marker, atom or table, or the row that contains a footnote. */
  rowOf(item: Y.Item): Row | undefined {
    return this.rows.get(item);
  }
  /** Whether a row begins with this item. */
  isRow(item: Y.Item): boolean {
    return this.rows.get(item)?.item === item;
  }

  /** The flow of a cell; reads it where it is not known yet. */
  cellFlow(type: Y.XmlText, table: Row): Flow {
    const known = this.flows.get(type);
    if (known) {
      known.table = table;
      return known;
    }
    const flow = new Flow(type, table);
    this.flows.set(type, flow);
    this.splice(flow, 0, 0, readRegion(this, flow).rows);
    return flow;
  }

  private dropFlow(type: Y.XmlText): void {
    const flow = this.flows.get(type);
    if (!flow) return;
    for (const row of flow.rows) this.release(row);
    this.flows.delete(type);
  }

  /** Replaces rows and renumbers the following ones. */
  splice(flow: Flow, from: number, to: number, rows: Row[]): void {
    const kept = new Set(rows);
    for (const row of flow.rows.slice(from, to)) if (!kept.has(row)) this.release(row);
    flow.rows.splice(from, to - from, ...rows);
    const until = to - from === rows.length ? to : flow.rows.length;
    for (let index = from; index < until; index += 1) {
      const row = flow.rows[index];
      if (row) row.index = index;
    }
    for (const row of rows) {
      this.fresh.add(row);
      this.hold(row);
    }
  }

  private release(row: Row): void {
    for (const item of row.held) {
      this.ids.release(item);
      if (this.rows.get(item) !== row) continue;
      this.rows.delete(item);
      this.ids.forget(item);
    }
    if (row.item && this.rows.get(row.item) === row) this.rows.delete(row.item);
    row.held = [];
    for (const cell of row.grid?.cells.flat() ?? []) {
      if (this.flows.get(cell)?.table === row) this.dropFlow(cell);
    }
  }

  private hold(row: Row): void {
    const { item } = row;
    row.held = [];
    const holdId = (one: Y.Item) => {
      this.rows.set(one, row);
      row.held.push(one);
      this.ids.hold(one);
    };
    if (item) {
      if (row.kind !== "table" && OWN_ID.has(elementOf(item).nodeName)) holdId(item);
      else this.rows.set(item, row);
    }
    for (const piece of this.contentOf(row))
      if ("item" in piece && piece.isNote) holdId(piece.item);
    if (row.kind === "table" && item) this.holdCells(row, elementOf(item));
  }

  private holdCells(row: Row, table: Y.XmlElement): void {
    const before = row.grid?.cells.flat() ?? [];
    const cells = gridOf(table);
    row.grid = { lines: rowsOf(table), cells };
    const kept = new Set(cells.flat());
    for (const cell of before) if (!kept.has(cell)) this.dropFlow(cell);
    for (const cell of kept) this.cellFlow(cell, row);
  }

  /** The content of a text block: as just read, or walked again. */
  contentOf(row: Row): Inline[] {
    if (row.kind !== "text") return [];
    if (row.content) return row.content;
    const from = row.flow.walkFrom(row);
    const content: Inline[] = [];
    let attrs = row.start;
    for (let item = from ? from.right : row.flow.type._start; item; item = item.right) {
      if (item.deleted) continue;
      const unit = shownUnitOf(item);
      if (unit === "format") attrs = afterFormat(attrs, item);
      else if (unit === "text") {
        const text = lettersOf(item);
        if (text !== "") appendText(content, text, attrs);
      } else if (unit === "inline") content.push({ item, isNote: false });
      else if (unit === "note") content.push({ item, isNote: true });
      else if (isBlockUnit(unit) && this.isRow(item)) break;
    }
    return content;
  }

  /** The size of a row in ProseMirror positions. */
  sizeOf(row: Row): number {
    if (row.kind === "text") return 2 + lengthOf(this.contentOf(row));
    if (row.kind === "atom" || !row.item) return 1;
    return this.tableSize(row, elementOf(row.item));
  }

  /** Unknown cells are read for this and forgotten, since they may end up elsewhere. */
  private tableSize(row: Row, table: Y.XmlElement): number {
    let size = 2;
    for (const cells of gridOf(table)) {
      size += 2;
      for (const cell of cells) {
        const rows = this.flows.get(cell)?.rows ?? readRegion(this, new Flow(cell, row)).rows;
        size += rows.reduce((sum, inner) => sum + 2 + lengthOf(this.contentOf(inner)), 2);
      }
    }
    return size;
  }

  /** Frees the content of blocks: the nodes hold it now. */
  forgetContent(): void {
    for (const row of this.fresh) row.content = null;
    this.fresh.clear();
  }
}
