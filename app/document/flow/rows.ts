import * as Y from "yjs";
import { type Attrs, END, NO_ATTRS, typeOf, unitOf, withFormat } from "./layout";
import type { Finding } from "./unknown";
import { isFlowElement, isFlowFormat } from "./vocabulary";

/** A run of letters, or what stands among them. */
export type Piece =
  | { readonly kind: "text"; text: string; readonly attrs: Attrs }
  | { readonly kind: "atom"; readonly item: Y.Item; readonly findings: readonly Finding[] }
  | { readonly kind: "note"; readonly item: Y.Item; readonly pieces: readonly Piece[] }
  | { readonly kind: "unknown"; readonly findings: readonly Finding[] };

/** A cell with the blocks in it. */
export interface Cell {
  readonly item: Y.Item;
  readonly rows: readonly Row[];
}

/** A table's row. */
export interface Line {
  readonly cells: readonly Cell[];
  readonly findings: readonly Finding[];
}

/**
 * A block of a flow. `item` of a text is its marker, null where it has none; `key` is then the id of
 * what it follows. `loose` is what can't be shown between blocks.
 */
export type Row =
  | {
      readonly kind: "text";
      readonly item: Y.Item | null;
      readonly key: Y.ID | null;
      readonly pieces: Piece[];
      readonly findings: readonly Finding[];
    }
  | { readonly kind: "atom"; readonly item: Y.Item; readonly findings: readonly Finding[] }
  | {
      readonly kind: "table";
      readonly item: Y.Item;
      readonly lines: readonly Line[];
      readonly findings: readonly Finding[];
    }
  | { readonly kind: "loose"; readonly findings: readonly Finding[] };

/** Reads the blocks of a flow: the root, or a cell, in which only text and what stands in it may be. */
export function readRows(flow: Y.XmlText, isRoot: boolean): Row[] {
  const rows: Row[] = [];
  let open: Piece[] | null = null;
  /** The block atom or table before, by which a block without a marker is named. */
  let before: Y.ID | null = flow._item?.id ?? null;
  const opened = (): Piece[] => {
    if (open) return open;
    open = [];
    rows.push({ kind: "text", item: null, key: before, pieces: open, findings: [] });
    return open;
  };
  readItems(flow, {
    block(item) {
      const unit = unitOf(item);
      if (unit === "marker") {
        open = [];
        rows.push({ kind: "text", item, key: null, pieces: open, findings: childrenOf(item) });
        return true;
      }
      if (!isRoot) return false;
      if (unit === "table") {
        const table = readTable(item);
        // Two people who each took away half of its rows took it away together.
        if (table.lines.length === 0) {
          if (table.findings.length > 0) rows.push({ kind: "loose", findings: table.findings });
          return true;
        }
        rows.push(table);
      } else rows.push({ kind: "atom", item, findings: childrenOf(item) });
      open = null;
      before = item.id;
      return true;
    },
    note(item) {
      opened().push({ kind: "note", item, pieces: readNote(typeOf<Y.XmlText>(item)) });
      return true;
    },
    pieces: opened,
    unknown(finding) {
      if (open) open.push({ kind: "unknown", findings: [finding] });
      else rows.push({ kind: "loose", findings: [finding] });
    },
  });
  if (rows.every((row) => row.kind === "loose")) opened();
  return rows;
}

/** Reads a footnote, in which no blocks and no footnotes may be. */
function readNote(note: Y.XmlText): Piece[] {
  const pieces: Piece[] = [];
  readItems(note, {
    block: () => false,
    note: () => false,
    pieces: () => pieces,
    unknown: (finding) => pieces.push({ kind: "unknown", findings: [finding] }),
  });
  return pieces;
}

/** What becomes of the items of a flow. `block` and `note` answer whether one may stand there. */
interface Places {
  block(item: Y.Item): boolean;
  note(item: Y.Item): boolean;
  /** Where letters and inline atoms go. */
  pieces(): Piece[];
  unknown(finding: Finding): unknown;
}

function readItems(flow: Y.XmlText, places: Places): void {
  let attrs = NO_ATTRS;
  for (let item = flow._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    switch (unitOf(item)) {
      case "format": {
        const { key, value } = item.content as Y.ContentFormat;
        if (isFlowFormat(key, value)) attrs = withFormat(attrs, key, value);
        // The end of a format that is not known has nothing to show.
        else if (value !== null) places.unknown({ id: item.id, what: formatName(key) });
        break;
      }
      case "text": {
        const { str } = item.content as Y.ContentString;
        const text = str.includes(END) ? str.replaceAll(END, "") : str;
        if (text === "") break;
        const pieces = places.pieces();
        const last = pieces.at(-1);
        if (last?.kind === "text" && last.attrs === attrs) last.text += text;
        else pieces.push({ kind: "text", text, attrs });
        break;
      }
      case "inline":
        places.pieces().push({ kind: "atom", item, findings: childrenOf(item) });
        break;
      case "note":
        if (!places.note(item)) places.unknown(outOfPlace(item));
        break;
      case "marker":
      case "atom":
      case "table":
        if (!places.block(item)) places.unknown(outOfPlace(item));
        break;
      case "none":
        places.unknown(outOfPlace(item));
        break;
    }
  }
}

function readTable(item: Y.Item): Extract<Row, { kind: "table" }> {
  const lines: Line[] = [];
  const findings: Finding[] = [];
  for (const row of childItems(item)) {
    const type = row.content instanceof Y.ContentType ? (row.content.type as unknown) : null;
    if (!(type instanceof Y.XmlElement) || type.nodeName !== "tableRow") {
      findings.push(outOfPlace(row));
      continue;
    }
    const cells: Cell[] = [];
    const inRow: Finding[] = [];
    for (const cell of childItems(row)) {
      const flow = cell.content instanceof Y.ContentType ? (cell.content.type as unknown) : null;
      if (flow instanceof Y.XmlText) cells.push({ item: cell, rows: readRows(flow, false) });
      else inRow.push(outOfPlace(cell));
    }
    lines.push({ cells, findings: inRow });
  }
  return { kind: "table", item, lines, findings };
}

/** What stands in something that has no inside: a marker, an atom. */
function childrenOf(item: Y.Item): Finding[] {
  return childItems(item).map(outOfPlace);
}

function childItems(item: Y.Item): Y.Item[] {
  const items: Y.Item[] = [];
  const { type } = item.content as Y.ContentType;
  for (let child = type._start; child !== null; child = child.right) {
    if (!child.deleted) items.push(child);
  }
  return items;
}

function outOfPlace(item: Y.Item): Finding {
  return { id: item.id, what: `it holds ${nameOf(item)}` };
}

/** What an item is, as far as that can be said without saying what is in it. */
function nameOf(item: Y.Item): string {
  const { content } = item;
  if (content instanceof Y.ContentString) return "text where none can stand";
  if (content instanceof Y.ContentFormat) return "a format where none can stand";
  const type = content instanceof Y.ContentType ? (content.type as unknown) : null;
  if (type instanceof Y.XmlElement) {
    const why = isFlowElement(type.nodeName) ? "can't stand there" : "is not known";
    return `“${shortened(type.nodeName)}”, which ${why}`;
  }
  if (type instanceof Y.XmlText) return "a text where none can stand";
  return "something other than text";
}

function formatName(key: string): string {
  if (key === "link") return "a link's address is not allowed";
  const known = isFlowFormat(key, null);
  return `its text is marked “${shortened(key)}”, ${known ? "but not as it can be" : "which is not known"}`;
}

/** Names come from whoever wrote them. */
function shortened(name: unknown): string {
  const text = String(name);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
