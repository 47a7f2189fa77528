import * as Y from "yjs";
import { blocksIn, piecesOfNote, type FlowPiece } from "#app/document/flow/pieces.ts";
import { cellsOf, elementOf, rowsOf, textOf } from "#app/document/flow/layout.ts";

/** The most letters that are told of something deleted. */
const MOST = 2_000;

/** Tells an item of the baseline in words, where it can't be drawn as it was. */
export function textOfItem(item: Y.Item): string {
  const { type } = item.content as Y.ContentType;
  if (type instanceof Y.XmlText) return cut(lettersOf(piecesOfNote(textOf(item))));
  const element = elementOf(item);
  return element.nodeName === "table" ? cut(rowsOf(element).map(lineText).join("\n")) : "";
}

/** A table's line in words. */
export function lineText(line: Y.XmlElement): string {
  return cellsOf(line).map(cellText).join(" | ");
}

export function cellText(cell: Y.XmlText): string {
  return cut([...blocksIn(cell)].map(({ pieces }) => lettersOf(pieces)).join(" "));
}

function lettersOf(pieces: readonly FlowPiece[]): string {
  return pieces
    .map((piece) => {
      if (piece.is === "letters") return piece.text;
      return piece.is === "footnote" ? ` (${lettersOf(piece.pieces)})` : " ";
    })
    .join("");
}

function cut(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
