/**
 * Reads what a Yjs transaction changed, as ranges of the document before it (F6). Reads from the
 * nearest unchanged marker to the next: new items from the clocks, deleted ones from the delete
 * set. `YTextEvent.delta` is not used, since it walks the whole text.
 */
import { type Node, Slice } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { buildRow } from "./build.ts";
import type { Change } from "./changes.ts";
import { placeOfFlow } from "./places.ts";
import type { FlowReader } from "./reader.ts";
import { type Region, readRegion } from "./region.ts";
import type { Flow, Row } from "./rows.ts";
import { type Touched, collectTouched, rowBefore } from "./touched.ts";
import { notePieces } from "./note-pieces.ts";
import type { ReplacedRange } from "./piece.ts";
import { tablePieces } from "./table-pieces.ts";

interface RemoteReading {
  /** Last to first. */
  readonly pieces: readonly ReplacedRange[];
  /** The rows that were read; their attributes and marks may still differ. */
  readonly rows: ReadonlySet<Row>;
}

/**
 * Reads the changes and updates the rows.
 * @param old the document before; null to read only the rows, after the editor's own edit.
 */
export function readRemote(
  reader: FlowReader,
  transaction: Y.Transaction,
  old: Node | null,
): RemoteReading | null {
  const touched = collectTouched(reader, transaction);
  if (touched.isEmpty) return null;
  const pieces: ReplacedRange[] = [];
  if (old) {
    for (const note of touched.notes) pieces.push(...notePieces(reader, note, transaction, old));
    for (const table of touched.tables) pieces.push(...tablePieces(reader, table, old));
  }
  for (const note of touched.notes) {
    const row = note._item && reader.rowOf(note._item);
    if (row) touched.mark(row.flow, rowBefore(row));
  }
  const rows = new Set<Row>();
  readFlows(reader, transaction, old, touched, pieces, rows);
  for (const table of touched.tables) {
    if (!table.item || reader.rowOf(table.item) !== table) continue;
    reader.splice(table.flow, table.index, table.index + 1, [table]);
    rows.add(table);
  }
  for (const row of renamedRows(reader)) rows.add(row);
  pieces.sort((x, y) => y.from - x.from || y.to - x.to);
  return { pieces, rows };
}

function readFlows(
  reader: FlowReader,
  transaction: Y.Transaction,
  old: Node | null,
  { dirty }: Touched,
  pieces: ReplacedRange[],
  rows: Set<Row>,
): void {
  // Cells before the tables that contain them; places before anything is read.
  const flows = [...dirty.keys()].sort(
    (x, y) => Number(x.table === null) - Number(y.table === null),
  );
  const places = new Map(flows.map((flow) => [flow, old && placeOfFlow(flow, old)]));
  for (const flow of flows) {
    if (!reader.isLive(flow) || flow.type._item?.deleted) continue;
    const shown = places.get(flow) ?? null;
    if (old && !shown) continue;
    const regions = readDirty(reader, flow, transaction, dirty.get(flow) ?? new Set(), shown);
    for (const { from, to, rows: read, changes } of regions.reverse()) {
      reader.splice(flow, from, to, read);
      for (const row of read) rows.add(row);
      for (const change of changes) pieces.push(pieceOf(reader, change, read));
    }
  }
}

function readDirty(
  reader: FlowReader,
  flow: Flow,
  transaction: Y.Transaction,
  dirty: ReadonlySet<number>,
  shown: { readonly node: Node; readonly base: number } | null,
): Region[] {
  const regions: Region[] = [];
  let [index, base] = [0, shown?.base ?? 0];
  for (const from of [...dirty].sort((x, y) => x - y)) {
    const last = regions.at(-1);
    if (from >= flow.rows.length || (last && from < last.to)) continue;
    // A markerless row is read together with the row before it.
    if (last && from >= 0 && flow.rows[from]?.item === null) continue;
    for (; shown && index < from; index += 1) base += shown.node.child(index).nodeSize;
    const since = { transaction, dirty, shown: shown && { node: shown.node, base } };
    regions.push(readRegion(reader, flow, from, since));
  }
  return regions;
}

/** Builds only the rows that the change touches. */
function pieceOf(reader: FlowReader, change: Change, rows: readonly Row[]): ReplacedRange {
  const { fromA, toA, fromB, toB } = change;
  if (fromB === toB) return { from: fromA, to: toA, slice: Slice.empty };
  const nodes: Node[] = [];
  let [at, shift] = [0, 0];
  for (const row of rows) {
    if (at > toB) break;
    const end = at + reader.sizeOf(row);
    if (end < fromB) shift = end;
    else nodes.push(buildRow(reader, row));
    at = end;
  }
  const part = reader.schema.topNodeType.create(null, nodes);
  return { from: fromA, to: toA, slice: part.slice(fromB - shift, toB - shift) };
}

/** Rows whose shown id changed, because another item with the same id was added or deleted. */
function renamedRows(reader: FlowReader): Row[] {
  const { items, implicit } = reader.ids.takeRenamed();
  const rows = items.flatMap((item) => reader.rowOf(item) ?? []);
  if (implicit) {
    for (const flow of reader.allFlows())
      rows.push(...flow.rows.filter((row) => row.item === null));
  }
  return rows;
}
