/** Finds the rows, footnotes and tables that a Yjs transaction touched, as they were before it. */
import * as Y from "yjs";
import { elementOf, gridOf } from "./layout.ts";
import type { FlowReader } from "./reader.ts";
import type { Flow, Row } from "./rows.ts";

/** From this many new items on, walked items are remembered, so that none is walked twice. */
const MANY_ITEMS = 400;

export class Touched {
  /** The rows in or after which something changed; -1 is a flow's start. */
  readonly dirty = new Map<Flow, Set<number>>();
  readonly notes = new Set<Y.XmlText>();
  /** Tables with changed rows, cells or cell attributes. */
  readonly tables = new Set<Row>();

  get isEmpty(): boolean {
    return this.dirty.size === 0 && this.notes.size === 0 && this.tables.size === 0;
  }
  mark(flow: Flow, index: number): void {
    const set = this.dirty.get(flow);
    if (set) set.add(index);
    else this.dirty.set(flow, new Set([index]));
  }
}

export function collectTouched(reader: FlowReader, transaction: Y.Transaction): Touched {
  const touched = new Touched();
  const flows = new Set<Flow>();
  for (const [changed, keys] of transaction.changed) {
    const hasItems = keys.has(null);
    const hasAttributes = keys.size > (hasItems ? 1 : 0);
    const flow = reader.flowOf(changed);
    if (flow) {
      if (hasItems) flows.add(flow);
      if (flow.table && hasAttributes) touched.tables.add(flow.table);
    } else touchType(reader, touched, changed, hasItems, hasAttributes);
  }
  // A table that lost all its rows is hidden, and shown again when it gets rows.
  for (const row of touched.tables) {
    if (!row.item || gridOf(elementOf(row.item)).length > 0) continue;
    touched.tables.delete(row);
    touched.mark(row.flow, boundBefore(reader, row.flow, row.item.left) ?? -1);
  }
  if (flows.size > 0) touchItems(reader, touched, flows, transaction);
  return touched;
}

/** Handles types that are not a flow: a footnote, an element, a table's row. */
function touchType(
  reader: FlowReader,
  touched: Touched,
  type: unknown,
  hasItems: boolean,
  hasAttributes: boolean,
): void {
  if (!(type instanceof Y.XmlText) && !(type instanceof Y.XmlElement)) return;
  const item = type._item;
  if (!item || item.deleted) return;
  const row = reader.rowOf(item);
  if (type instanceof Y.XmlText) {
    if (row && hasItems) touched.notes.add(type);
    if (row && hasAttributes) touched.mark(row.flow, rowBefore(row));
    return;
  }
  if (row) {
    if (row.kind === "table") touched.tables.add(row);
    else touched.mark(row.flow, row.index);
    return;
  }
  const { parent } = item;
  const flow = reader.flowOf(parent);
  if (flow) return touched.mark(flow, boundBefore(reader, flow, item.left) ?? -1);
  if (!(parent instanceof Y.XmlElement) && !(parent instanceof Y.XmlText)) return;
  const around = parent._item && reader.rowOf(parent._item);
  if (!around) return;
  if (type.nodeName === "tableRow") touched.tables.add(around);
  else if (parent instanceof Y.XmlText) touched.mark(around.flow, rowBefore(around));
}

/** Handles the added and deleted items of these flows. */
function touchItems(
  reader: FlowReader,
  touched: Touched,
  flows: ReadonlySet<Flow>,
  transaction: Y.Transaction,
): void {
  const { store } = transaction.doc;
  const added: (Y.Item | Y.GC)[] = [];
  for (const [client, end] of transaction.afterState) {
    const start = transaction.beforeState.get(client) ?? 0;
    const structs = start === end ? undefined : store.clients.get(client);
    if (!structs) continue;
    for (let i = Y.findIndexSS(structs, start); i < structs.length; i += 1) {
      const struct = structs[i];
      if (!struct || struct.id.clock >= end) break;
      added.push(struct);
    }
  }
  const visited = added.length > MANY_ITEMS ? new Set<Y.Item>() : null;
  const look = (struct: unknown) => {
    if (!(struct instanceof Y.Item) || struct.parentSub !== null) return;
    const flow = reader.flowOf(struct.parent);
    if (!flow || !flows.has(flow)) return;
    const bound = boundBefore(reader, flow, struct, visited);
    if (bound !== null) touched.mark(flow, bound);
  };
  for (const struct of added) look(struct);
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, look);
}

/**
 * The index of the last row before (or at) this item that exists before and after; -1 at the start.
 * Null where another walk has been here.
 */
function boundBefore(
  reader: FlowReader,
  flow: Flow,
  item: Y.Item | null,
  visited: Set<Y.Item> | null = null,
): number | null {
  for (let at = item; at !== null; at = at.left) {
    if (visited?.has(at)) return null;
    visited?.add(at);
    if (at.deleted) continue;
    const row = reader.rowOf(at);
    if (row?.item === at && row.flow === flow) return row.index;
  }
  return -1;
}

/** Where to start reading a row again: for a markerless row, at the one before. */
export function rowBefore(row: Row): number {
  if (row.item) return row.index;
  return row.flow.rows[row.index - 1]?.item ? row.index - 1 : -1;
}
