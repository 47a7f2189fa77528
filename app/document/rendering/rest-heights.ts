import { blockShape } from "#app/document/nodes/kinds.ts";
import type { ProseNode, ProseNodeType } from "#app/document/prose.ts";

/**
 * The height that blocks will have on a desk's sheet, in CSS pixels: for the scroll bar, before a
 * browser has laid them out.
 */
export interface RestHeights {
  /** On lines of 6.5 inches, with footnotes beside them. */
  readonly beside: number;
  /** On such lines, with footnotes below their blocks. */
  readonly paper: number;
  /** Between the margins of a window of 1280 pixels. */
  readonly column: number;
  /** In a window of 390 pixels. */
  readonly phone: number;
}

/** As prose.css says, in pixels; an em of the text is 16. */
const LINE = 22.4;
const BELOW_BLOCK = 12;
const ABOVE_HEADING = 4;
const NOTE = { line: 17.55, padding: 5.2 };
/** Blocks without letters of their own, with what is usual in them. */
const DRAWN: { readonly [type in ProseNodeType]?: number } = {
  pageBreak: 90,
  caption: 300,
  signatureBlock: 180,
  exhibit: LINE + BELOW_BLOCK,
};
const TABLE_ROW = 32;
/** The mean width of a letter of English in Tinos, in em: measured on a complaint and a long letter. */
const LETTER_EM = 0.413;
/** The mean length of what no longer fits into a line, in letters. */
const RAGGED = 3;
/** Letters of a field or a reference. */
const DRAWN_LETTERS = 14;

interface Sheet {
  readonly line: number;
  readonly indent: number;
}
const PAPER: Sheet = { line: 624, indent: 48 };
const COLUMN: Sheet = { line: 560, indent: 48 };
const PHONE: Sheet = { line: 334, indent: 38.4 };

/** Estimates the heights of blocks that follow one another. */
export function heightsOf(blocks: readonly ProseNode[]): RestHeights {
  const sum = (of: (block: ProseNode) => number) =>
    Math.round(blocks.reduce((height, block) => height + of(block), 0));
  const withNotes = (sheet: Sheet) =>
    sum((block) => blockHeight(block, sheet) + notesHeight(block, sheet));
  return {
    beside: sum((block) => blockHeight(block, PAPER)),
    paper: withNotes(PAPER),
    column: withNotes(COLUMN),
    phone: withNotes(PHONE),
  };
}

function blockHeight(node: ProseNode, sheet: Sheet): number {
  const drawn = DRAWN[node.type];
  if (drawn !== undefined) return drawn;
  if (node.type === "table") {
    return (
      BELOW_BLOCK + (node.content ?? []).reduce((rows, row) => rows + rowHeight(row, sheet), 0)
    );
  }
  const { kind, level } = blockShape(node.attrs ?? {});
  const isIndented = kind !== "body" && kind !== "heading" && (kind !== "numbered" || level > 1);
  const width = sheet.line - (isIndented ? level * sheet.indent : 0);
  const first = kind === "numbered" && level === 1 ? 2 * sheet.indent : 0;
  const lines = linesOf(lettersIn(node), width, first, 16);
  return lines * LINE + BELOW_BLOCK + (kind === "heading" ? ABOVE_HEADING : 0);
}

function rowHeight(row: ProseNode, sheet: Sheet): number {
  const cells = row.content ?? [];
  const width = sheet.line / Math.max(1, cells.length) - 16;
  const heights = cells.map(
    (cell) => linesOf(lettersIn(cell), width, 0, 16) * LINE + TABLE_ROW - LINE,
  );
  return Math.max(TABLE_ROW, ...heights);
}

function notesHeight(node: ProseNode, sheet: Sheet): number {
  return (node.content ?? []).reduce((height, child) => {
    if (child.type !== "footnote") return height + notesHeight(child, sheet);
    return height + linesOf(lettersIn(child), sheet.line - 12, 20, 13) * NOTE.line + NOTE.padding;
  }, 0);
}

/** @param first pixels of the first line that hold no letters. */
function linesOf(letters: number, width: number, first: number, em: number): number {
  const letter = LETTER_EM * em;
  const ragged = RAGGED * letter;
  // The last line may be full.
  return Math.max(1, Math.ceil((letters * letter + first - ragged) / (width - ragged)));
}

/** Letters in a node's lines: footnotes have lines of their own. */
function lettersIn({ content = [] }: ProseNode): number {
  return content.reduce((letters, child) => {
    if (child.type === "text") return letters + child.text.length;
    if (child.type === "footnote") return letters + 1;
    return letters + (child.content ? lettersIn(child) : DRAWN_LETTERS);
  }, 0);
}
