import { startsFromRight } from "#app/document/scripts.ts";
import type { Tracked } from "#app/document/word/revised.ts";
import type { WordStyle } from "#app/document/word/styles.ts";
import { textWidth, twips } from "./layout.ts";
import { markProperties } from "./paragraphs.ts";
import { paragraphScripts, textRuns, run } from "./runs.ts";
import { rowFate } from "./tables.ts";
import type { WordWriting } from "./writing.ts";
import { valued, xml } from "./xml.ts";

/** Printed lines that follow from details: no one wrote them in the text. */
export interface PrintedLines {
  readonly lines: readonly string[];
  readonly style: WordStyle;
  readonly isBold?: boolean;
  /** Properties of the paragraph after its style, in the order of the schema, up to the spacing. */
  readonly before?: string;
  readonly spacing?: string;
  readonly after?: string;
  readonly fate?: Tracked;
  /** Go around the content. */
  readonly around?: readonly [before: string, after: string];
  /** In the place of each line, where it is not text of one look. */
  readonly written?: (line: string, words: PrintedText) => string;
}

/** A generated block's fate, and what is around its first words. */
export interface OtherPlace {
  readonly fate: Tracked;
  readonly around: readonly [before: string, after: string];
}

const UNTOUCHED: Tracked = { inserted: null, deleted: null };

type PrintedText = (text: string, isBold?: boolean) => string;

/** A paragraph with these lines. */
export function linesXml(printed: PrintedLines, writing: WordWriting): string {
  const { lines, style, fate = UNTOUCHED, around = ["", ""] } = printed;
  const text = lines.join(" ");
  const isFromRight = startsFromRight(text);
  const scripts = paragraphScripts(text, isFromRight, writing);
  const words: PrintedText = (line, isBold = printed.isBold ?? false) => {
    const look = { marks: isBold ? [{ type: "bold" }] : [] };
    return textRuns(line, look, scripts, writing, fate.deleted !== null);
  };
  const runs = lines
    .map((line) => printed.written?.(line, words) ?? words(line))
    .join(run("<w:br/>", {}, scripts, writing));
  const properties =
    valued("w:pStyle", style.id) +
    (printed.before ?? "") +
    (isFromRight ? "<w:bidi/>" : "") +
    (printed.spacing ?? "") +
    (printed.after ?? "") +
    markProperties(fate, writing);
  return `<w:p><w:pPr>${properties}</w:pPr>${around[0]}${fated(runs, fate, writing)}${around[1]}</w:p>`;
}

/** Runs that came or went with what they are part of. */
export function fated(runs: string, { inserted, deleted }: Tracked, writing: WordWriting): string {
  if (runs === "") return "";
  const gone = deleted === null ? runs : writing.tracked("w:del", deleted, runs);
  return inserted === null ? gone : writing.tracked("w:ins", inserted, gone);
}

/** A cell of a table that nobody wrote: its width in points, and its paragraphs. */
interface PlainCell {
  readonly width: number;
  readonly across?: number;
  readonly borders?: string;
  readonly content: string;
}

interface PlainTable {
  readonly style: string;
  readonly columns: readonly number[];
  readonly indent?: number;
  readonly rows: readonly (readonly PlainCell[])[];
  readonly fate?: Tracked;
}

/** A table without rules, in which things stand beside each other. */
export function plainTable(table: PlainTable, writing: WordWriting): string {
  const { style, columns, indent = 0, rows, fate = UNTOUCHED } = table;
  const total = columns.reduce((sum, width) => sum + width, 0);
  const properties =
    valued("w:tblStyle", style) +
    xml("w:tblW", { "w:w": twips(Math.min(total, textWidth(writing.layout))), "w:type": "dxa" }) +
    xml("w:tblInd", { "w:w": twips(indent), "w:type": "dxa" }) +
    xml("w:tblLayout", { "w:type": "fixed" });
  const grid = columns.map((width) => xml("w:gridCol", { "w:w": twips(width) })).join("");
  const written = rows.map((cells) =>
    xml(
      "w:tr",
      {},
      xml("w:trPr", {}, `<w:cantSplit/>${rowFate(fate, writing)}`) +
        cells
          .map(({ width, across = 1, borders = "", content }) =>
            xml(
              "w:tc",
              {},
              xml(
                "w:tcPr",
                {},
                xml("w:tcW", { "w:w": twips(width), "w:type": "dxa" }) +
                  (across > 1 ? valued("w:gridSpan", across) : "") +
                  (borders === "" ? "" : xml("w:tcBorders", {}, borders)),
              ) + content,
            ),
          )
          .join(""),
    ),
  );
  return xml(
    "w:tbl",
    {},
    xml("w:tblPr", {}, properties) + xml("w:tblGrid", {}, grid) + written.join(""),
  );
}

export const border = (side: string, size = 6): string =>
  xml(`w:${side}`, { "w:val": "single", "w:sz": size, "w:space": 0, "w:color": "auto" });
