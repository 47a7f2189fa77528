/**
 * Functions for writing a legal text as code: each one makes a block of the draft's schema, and
 * `writeProse` assembles them with ids that are the same on every run.
 */

import type { FieldName } from "#app/document/details/filing-fields.ts";
import type { BlockKind } from "#app/document/nodes/kinds.ts";
import type { MarkJSON, ProseJSON, ProseNode } from "#app/document/prose.ts";
import { withRanges } from "#app/document/numbering/reference-ranges.ts";

/**
 * A run of text: plain, or made by `bold`, `italic`, `underline`, `link` or `field`; a line break;
 * a footnote; a reference to named blocks.
 */
export type SeedText = string | ProseNode | Note | DemoReference;

interface Note {
  readonly form: "note";
  readonly words: readonly (string | ProseNode | DemoReference)[];
}

interface DemoReference {
  readonly form: "reference";
  /** The names of blocks; null means every top-level paragraph of the facts. */
  readonly to: readonly string[] | null;
}

interface Block {
  readonly form: "block";
  readonly kind: BlockKind;
  readonly level: number;
  readonly words: readonly SeedText[];
  /** A fixed id, so that references find the block. */
  readonly name?: string;
}

interface DemoTable {
  readonly form: "table";
  readonly header: readonly SeedText[] | null;
  readonly rows: readonly (readonly (readonly Block[])[])[];
}

/** A block that is drawn from the document's details. */
interface DrawnBlock {
  readonly form: "drawn";
  readonly type: "caption" | "signatureBlock" | "exhibit";
  /** The organization that signs, or the exhibit. */
  readonly of: string | null;
}

/** A block without an id. */
export type DemoBlock = Block | DemoTable | DrawnBlock;

/** A line break inside a block. */
export const lineBreak: ProseNode = { type: "hardBreak" };

const marked =
  (mark: MarkJSON) =>
  (text: string): ProseNode => ({ type: "text", text, marks: [mark] });
export const bold = marked({ type: "bold" });
export const italic = marked({ type: "italic" });
export const underline = marked({ type: "underline" });
export const link = (text: string, href: string) => marked({ type: "link", attrs: { href } })(text);

/** A detail of the document, such as the date of filing. */
export const field = (name: FieldName): ProseNode => ({ type: "field", attrs: { name } });

export const footnote = (...words: Note["words"]): Note => ({ form: "note", words });

/** A reference to blocks by their numbers: "¶ 12", "Request No. 2", "Exhibit B". */
export const see = (...names: string[]): DemoReference => ({ form: "reference", to: names });

/**
 * A reference to every top-level paragraph before the first reference of this kind: the facts, and
 * no claim.
 */
export const everyFactAbove: DemoReference = { form: "reference", to: null };

function block(kind: BlockKind, level: number, words: readonly SeedText[]): Block {
  return { form: "block", kind, level, words };
}

export const heading = (level: 1 | 2 | 3 | 4, ...words: SeedText[]) =>
  block("heading", level, words);
export const body = (...words: SeedText[]) => block("body", 1, words);
export const bullet = (...words: SeedText[]) => block("bullet", 1, words);
export const quote = (...words: SeedText[]) => block("quote", 1, words);
export const ordered = (level: 1 | 2 | 3, ...words: SeedText[]) => block("ordered", level, words);
/** A numbered paragraph of a complaint. */
export const numbered = (level: 1 | 2 | 3, ...words: SeedText[]) => block("numbered", level, words);
/** An item of a request, or a part of one. */
export const requestItem = (level: 1 | 2 | 3, ...words: SeedText[]) =>
  block("requestItem", level, words);

/** The same block with a name for references. */
export const named = (name: string, piece: Block): Block => ({ ...piece, name });

/** The caption of a court paper. */
export const caption: DrawnBlock = { form: "drawn", type: "caption", of: null };
/** The signature block of an organization. */
export const signatureBlock = (organizationId: string): DrawnBlock => ({
  form: "drawn",
  type: "signatureBlock",
  of: organizationId,
});
/** An exhibit of the document's details; references use the same id. */
export const exhibit = (id: string): DrawnBlock => ({ form: "drawn", type: "exhibit", of: id });

/** A table; each cell is one paragraph. */
export function table(
  header: readonly SeedText[] | null,
  ...rows: readonly SeedText[][]
): DemoTable {
  return {
    form: "table",
    header,
    rows: rows.map((row) => row.map((cell) => [body(cell)])),
  };
}

/** Assembles the blocks. `name` begins every id, so that two texts share none. */
export function writeProse(name: string, pieces: readonly DemoBlock[]): ProseJSON {
  const counts = new Map<string, number>();
  const exhibits = new Set(pieces.flatMap((piece) => (isExhibit(piece) ? [piece.of] : [])));
  const paragraphs: string[] = [];
  let factsAbove: string[] | null = null;
  const next = (kind: string) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${name}-${kind.toLowerCase()}-${count}`;
  };

  const run = (words: SeedText): ProseNode => {
    if (typeof words === "string") return { type: "text", text: words };
    if (!("form" in words)) return words;
    if (words.form === "note") {
      return { type: "footnote", attrs: { id: next("note") }, content: words.words.map(run) };
    }
    const targets =
      words.to?.map((to) => (exhibits.has(to) ? to : `${name}-${to}`)) ??
      (factsAbove ??= paragraphs.slice());
    return { type: "crossReference", attrs: { targets } };
  };

  const asBlock = ({ kind, level, words, name: own }: Block): ProseNode => {
    const id = own === undefined ? next(kind) : `${name}-${own}`;
    const content = words.map(run);
    if (kind === "numbered" && level === 1) paragraphs.push(id);
    const attrs = { id, kind, level };
    return content.length > 0 ? { type: "block", attrs, content } : { type: "block", attrs };
  };

  const asRow = (
    type: "tableHeader" | "tableCell",
    cells: readonly (readonly Block[])[],
  ): ProseNode => ({
    type: "tableRow",
    content: cells.map((blocks) => ({ type, content: blocks.map(asBlock) })),
  });

  const asTable = ({ header, rows }: DemoTable): ProseNode => ({
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

  const asDrawn = ({ type, of }: DrawnBlock): ProseNode => {
    switch (type) {
      case "caption":
        return { type, attrs: { id: next(type) } };
      case "signatureBlock":
        return { type, attrs: { id: next(type), organization: of } };
      case "exhibit":
        return { type, attrs: { id: of } };
    }
  };

  const asNode = (piece: DemoBlock): ProseNode => {
    switch (piece.form) {
      case "block":
        return asBlock(piece);
      case "table":
        return asTable(piece);
      case "drawn":
        return asDrawn(piece);
    }
  };

  return withRanges({ type: "doc", content: pieces.map(asNode) });
}

function isExhibit(piece: DemoBlock): piece is DrawnBlock & { readonly of: string } {
  return piece.form === "drawn" && piece.type === "exhibit";
}
