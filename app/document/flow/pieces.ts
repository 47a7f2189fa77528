import * as Y from "yjs";
import { END, isBlockUnit, typeOf, unitOf } from "./layout.ts";

/* oxlint-disable no-underscore-dangle -- Yjs offers no public way to the items of a type */

/**
 * The flow as its Yjs items, for code that asks who wrote a letter or which letters are known
 * elsewhere. Reads only; read.ts builds the document.
 */

/** Consecutive letters that one client wrote, without end anchors. */
interface Letters {
  readonly is: "letters";
  readonly text: string;
  readonly client: number;
  /** The clock of the first letter (each UTF-16 unit counts one). */
  readonly clock: number;
}

/** A line break, a field or a reference. */
interface InlineAtom {
  readonly is: "atom";
}

interface Footnote {
  readonly is: "footnote";
  readonly item: Y.Item;
  readonly pieces: readonly FlowPiece[];
}

export type FlowPiece = Letters | InlineAtom | Footnote;

/** Its marker; null for letters where no block is open. */
interface FlowBlock {
  /** Decides whether an item is included. */
  readonly marker: Y.Item | null;
  readonly pieces: readonly FlowPiece[];
}

/** Whether an item is read. */
export type IsRead = (item: Y.Item) => boolean;

const isThere: IsRead = (item) => !item.deleted;

/**
 * The blocks of a text (the root, or one cell) in order, including those inside its tables. An
 * empty text has none.
 */
export function* blocksIn(text: Y.XmlText, isRead: IsRead = isThere): Generator<FlowBlock> {
  const isRoot = text._item === null;
  let open: { marker: Y.Item | null; pieces: FlowPiece[] } | null = null;
  for (let item = text._start; item !== null; item = item.right) {
    if (!isRead(item)) continue;
    const unit = unitOf(item);
    if (unit === "marker") {
      if (open) yield open;
      open = { marker: item, pieces: [] };
    } else if (isBlockUnit(unit)) {
      // Inside a cell these elements can't be shown and end no block.
      if (!isRoot) continue;
      if (open) yield open;
      open = null;
      if (unit === "table") {
        for (const cell of cellsOf(typeOf<Y.XmlElement>(item), isRead))
          yield* blocksIn(cell, isRead);
      }
    } else if (unit !== "format" && unit !== "none") {
      const pieces = piecesOf(item, isRead);
      if (pieces.length === 0) continue;
      open ??= { marker: null, pieces: [] };
      open.pieces.push(...pieces);
    }
  }
  if (open) yield open;
}

/** The pieces of a footnote. */
export function piecesOfNote(note: Y.XmlText, isRead: IsRead = isThere): FlowPiece[] {
  const pieces: FlowPiece[] = [];
  for (let item = note._start; item !== null; item = item.right) {
    const unit = unitOf(item);
    if (isRead(item) && (unit === "text" || unit === "inline")) {
      pieces.push(...piecesOf(item, isRead));
    }
  }
  return pieces;
}

/** The pieces from this item (inclusive) to the end of its block. */
export function* piecesFrom(first: Y.Item): Generator<FlowPiece> {
  for (let item: Y.Item | null = first; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = unitOf(item);
    if (isBlockUnit(unit)) return;
    if (unit !== "format" && unit !== "none") yield* piecesOf(item, isThere);
  }
}

/** The size of these pieces in positions; a footnote's two ends count. */
export function sizeOf(pieces: Iterable<FlowPiece>): number {
  let size = 0;
  for (const piece of pieces) {
    if (piece.is === "letters") size += piece.text.length;
    else size += piece.is === "atom" ? 1 : 2 + sizeOf(piece.pieces);
  }
  return size;
}

/** The cells of a table, row by row. */
function* cellsOf(table: Y.XmlElement, isRead: IsRead): Generator<Y.XmlText> {
  for (let row = table._start; row !== null; row = row.right) {
    if (!isRead(row) || !(row.content instanceof Y.ContentType)) continue;
    const type = row.content.type as unknown;
    if (!(type instanceof Y.XmlElement) || type.nodeName !== "tableRow") continue;
    for (let cell = type._start; cell !== null; cell = cell.right) {
      if (!isRead(cell) || !(cell.content instanceof Y.ContentType)) continue;
      const text = cell.content.type as unknown;
      if (text instanceof Y.XmlText) yield text;
    }
  }
}

function piecesOf(item: Y.Item, isRead: IsRead): FlowPiece[] {
  const { content, id } = item;
  if (content instanceof Y.ContentString) {
    const letters: Letters[] = [];
    let clock = id.clock;
    for (const text of content.str.split(END)) {
      if (text !== "") letters.push({ is: "letters", text, client: id.client, clock });
      clock += text.length + 1;
    }
    return letters;
  }
  if (unitOf(item) === "inline") return [{ is: "atom" }];
  return [{ is: "footnote", item, pieces: piecesOfNote(typeOf<Y.XmlText>(item), isRead) }];
}
