/**
 * A small vocabulary for writing a legal text by hand: each word makes one block of the draft's
 * schema, and `writeProse` puts them together with ids that are the same at every run.
 */

import type { BlockKind } from "../../app/prose/kinds";
import type { MarkJSON, ProseJSON, ProseNode } from "../../app/prose/prose";

/** A run of words: plain, or made by `bold`, `italic`, `underline` or `link`; or a line break. */
export type Words = string | ProseNode;

interface Block {
  readonly form: "block";
  readonly kind: BlockKind;
  readonly level: number;
  readonly words: readonly Words[];
}

interface Table {
  readonly form: "table";
  readonly header: readonly Words[] | null;
  readonly rows: readonly (readonly (readonly Block[])[])[];
}

/** One piece of a text, before it has an id. */
export type Piece = Block | Table;

/** A line break inside a block. */
export const lineBreak: ProseNode = { type: "hardBreak" };

const marked =
  (mark: MarkJSON) =>
  (text: string): ProseNode => ({ type: "text", text, marks: [mark] });
export const bold = marked({ type: "bold" });
export const italic = marked({ type: "italic" });
export const underline = marked({ type: "underline" });
export const link = (text: string, href: string) => marked({ type: "link", attrs: { href } })(text);

function block(kind: BlockKind, level: number, words: readonly Words[]): Block {
  return { form: "block", kind, level, words };
}

export const heading = (level: 1 | 2 | 3 | 4, ...words: Words[]) => block("heading", level, words);
export const body = (...words: Words[]) => block("body", 1, words);
export const bullet = (...words: Words[]) => block("bullet", 1, words);
export const quote = (...words: Words[]) => block("quote", 1, words);
export const ordered = (level: 1 | 2 | 3, ...words: Words[]) => block("ordered", level, words);
/** A paragraph of a complaint. */
export const numbered = (level: 1 | 2 | 3, ...words: Words[]) => block("numbered", level, words);
/** A record sought, or a subpart of one. */
export const requestItem = (level: 1 | 2 | 3, ...words: Words[]) =>
  block("requestItem", level, words);

/** A table; each cell is one paragraph. */
export function table(header: readonly Words[] | null, ...rows: readonly Words[][]): Table {
  return {
    form: "table",
    header,
    rows: rows.map((row) => row.map((cell) => [body(cell)])),
  };
}

/** A table whose cells hold several paragraphs. */
export function layout(...rows: Block[][][]): Table {
  return { form: "table", header: null, rows };
}

/** Puts the pieces together. `name` begins every id, so that two texts share none. */
export function writeProse(name: string, pieces: readonly Piece[]): ProseJSON {
  const counts = new Map<string, number>();
  const next = (kind: BlockKind) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${name}-${kind.toLowerCase()}-${count}`;
  };

  const run = (words: Words): ProseNode =>
    typeof words === "string" ? { type: "text", text: words } : words;

  const asBlock = ({ kind, level, words }: Block): ProseNode => {
    const attrs = { id: next(kind), kind, level };
    return words.length > 0
      ? { type: "block", attrs, content: words.map(run) }
      : { type: "block", attrs };
  };

  const asRow = (
    type: "tableHeader" | "tableCell",
    cells: readonly (readonly Block[])[],
  ): ProseNode => ({
    type: "tableRow",
    content: cells.map((blocks) => ({ type, content: blocks.map(asBlock) })),
  });

  const asTable = ({ header, rows }: Table): ProseNode => ({
    type: "table",
    content: [
      ...(header
        ? [
            asRow(
              "tableHeader",
              header.map((cell) => [body(cell)]),
            ),
          ]
        : []),
      ...rows.map((row) => asRow("tableCell", row)),
    ],
  });

  return {
    type: "doc",
    content: pieces.map((piece) => (piece.form === "table" ? asTable(piece) : asBlock(piece))),
  };
}
