import type {
  RevisedCell,
  RevisedParagraph,
  RevisedTable,
  Tracked,
} from "#app/document/word/revised.ts";
import type { PlacedXml } from "./inline.ts";
import { OTHER_STYLES } from "#app/document/word/styles.ts";
import { textWidth, twips } from "./layout.ts";
import { paragraphXml } from "./paragraphs.ts";
import { textOfContent } from "./content-text.ts";
import type { WordWriting } from "./writing.ts";
import { valued, xml } from "./xml.ts";

/** A cell in its columns; `cell` is null for what a cell above covers. */
interface PlacedCell {
  readonly x: number;
  readonly across: number;
  readonly merge: "restart" | "continue" | null;
  readonly cell: RevisedCell | null;
}

export function tableXml(
  table: RevisedTable,
  placedIn: (block: RevisedParagraph) => readonly PlacedXml[],
  writing: WordWriting,
): string {
  const { rows, columns } = cellsOf(table);
  const widths = columnWidths(rows, columns, textWidth(writing.layout));
  const head = headRows(table, rows);
  let key: string | null = writing.keyed(table).join("");
  const takeKey = () => {
    const taken = key ?? "";
    key = null;
    return taken;
  };
  const cellXml = ({ x, across, merge, cell }: PlacedCell, isInHead: boolean, fate: Tracked) => {
    const isHeader = cell?.isHeader ?? false;
    const width = widths.slice(x, x + across).reduce((sum, one) => sum + one, 0);
    const properties =
      // A head beside its row, which no property of the row tells.
      (isHeader ? xml("w:cnfStyle", { "w:val": isInHead ? FIRST_ROW : FIRST_COLUMN }) : "") +
      xml("w:tcW", { "w:w": twips(width), "w:type": "dxa" }) +
      (across > 1 ? valued("w:gridSpan", across) : "") +
      (merge === null ? "" : valued("w:vMerge", merge));
    const blocks = cell?.blocks ?? [];
    const paragraphs = blocks.map((block) =>
      paragraphXml(
        block,
        { cell: { isHeader }, placed: placedIn(block), around: [takeKey(), ""], fate },
        writing,
      ),
    );
    const text = paragraphs.length === 0 ? emptyParagraph(takeKey()) : paragraphs.join("");
    return xml("w:tc", {}, xml("w:tcPr", {}, properties) + text);
  };
  const rowXml = (cells: readonly PlacedCell[], y: number) => {
    const { inserted = null, deleted = null } = table.rows[y] ?? {};
    const fate = { inserted, deleted };
    const isInHead = y < head;
    const last = cells.at(-1);
    const used = last === undefined ? 0 : last.x + last.across;
    const first = cells[0]?.x ?? 0;
    const shown = cells.length > 0 ? cells : [{ x: 0, across: columns, merge: null, cell: null }];
    const properties =
      (cells.length > 0 && first > 0 ? valued("w:gridBefore", first) : "") +
      (cells.length > 0 && used < columns ? valued("w:gridAfter", columns - used) : "") +
      "<w:cantSplit/>" +
      (isInHead ? "<w:tblHeader/>" : "") +
      rowFate(fate, writing);
    return xml(
      "w:tr",
      {},
      xml("w:trPr", {}, properties) + shown.map((cell) => cellXml(cell, isInHead, fate)).join(""),
    );
  };
  const properties =
    xml("w:tblW", { "w:w": twips(sum(widths)), "w:type": "dxa" }) +
    xml("w:tblInd", { "w:w": 0, "w:type": "dxa" }) +
    (head > 0 ? RULES : "") +
    xml("w:tblLayout", { "w:type": "fixed" }) +
    xml("w:tblLook", { "w:val": "0020", "w:firstRow": 1 });
  const grid = widths.map((width) => xml("w:gridCol", { "w:w": twips(width) })).join("");
  return (
    xml(
      "w:tbl",
      {},
      xml("w:tblPr", {}, properties) + xml("w:tblGrid", {}, grid) + rows.map(rowXml).join(""),
    ) + TABLE_GAP
  );
}

/** Parts a table from what follows: Word joins tables without anything between, and none ends a text. */
export const TABLE_GAP = xml(
  "w:p",
  {},
  xml("w:pPr", {}, valued("w:pStyle", OTHER_STYLES.tableGap.id)),
);

/** A cell holds a paragraph, whatever is in it. */
const emptyParagraph = (content: string) =>
  `<w:p><w:pPr>${valued("w:pStyle", OTHER_STYLES.tableText.id)}</w:pPr>${content}</w:p>`;

const rule = (name: string) =>
  xml(`w:${name}`, { "w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto" });
const RULES = xml("w:tblBorders", {}, rule("top") + rule("bottom") + rule("insideH"));

/** The fate of a row, as the last of its properties. */
export function rowFate({ inserted, deleted }: Tracked, writing: WordWriting): string {
  return (
    (inserted === null ? "" : writing.tracked("w:ins", inserted)) +
    (deleted === null ? "" : writing.tracked("w:del", deleted))
  );
}

/** Finds the columns of each cell, as the PDF does: spans end where the table or another cell is. */
function cellsOf({ rows }: RevisedTable) {
  /** For each column, how far the cell above reaches down, and how wide it is. */
  const taken: { down: number; across: number }[] = [];
  const placed = rows.map(({ cells }, y) => {
    const row: PlacedCell[] = [];
    let x = 0;
    const cover = () => {
      for (let above = taken[x]; above && above.down > 0; above = taken[x]) {
        row.push({ x, across: above.across, merge: "continue", cell: null });
        x += above.across;
      }
    };
    for (const cell of cells) {
      cover();
      let across = 1;
      while (across < cell.colspan && !((taken[x + across]?.down ?? 0) > 0)) across += 1;
      const down = Math.min(cell.rowspan, rows.length - y);
      row.push({ x, across, merge: down > 1 ? "restart" : null, cell });
      for (let column = x; column < x + across; column += 1) {
        taken[column] = { down, across: column === x ? across : 1 };
      }
      x += across;
    }
    // Cells from above may stand after the row's own, with nothing between.
    while (x < taken.length) {
      cover();
      if (x < taken.length) {
        const rest = taken.findIndex(({ down }, column) => column > x && down > 0);
        if (rest === -1) break;
        row.push({ x, across: rest - x, merge: null, cell: null });
        x = rest;
      }
    }
    for (let column = 0; column < taken.length; column += 1) {
      const { down = 0, across = 1 } = taken[column] ?? {};
      taken[column] = { down: Math.max(0, down - 1), across };
    }
    return row;
  });
  return { rows: placed, columns: Math.max(1, taken.length) };
}

/** The leading rows of header cells only, which repeat on each page. */
function headRows({ rows }: RevisedTable, placed: readonly (readonly PlacedCell[])[]): number {
  const first = rows.findIndex(
    ({ cells }) => cells.length === 0 || cells.some(({ isHeader }) => !isHeader),
  );
  const head = first === -1 ? rows.length : first;
  const reaches = placed[head]?.some(({ merge }) => merge === "continue") ?? false;
  return reaches || head === rows.length ? 0 : head;
}

/** The width of a character in points, in the mean of our typeface, and what a cell has beside it. */
const CHARACTER = 6.1;
const INSET = 14;
const LEAST = 36;

/** As wide as what they hold; where that is more than the page, wide ones share what is left. */
function columnWidths(
  rows: readonly (readonly PlacedCell[])[],
  columns: number,
  total: number,
): number[] {
  const natural = Array.from({ length: columns }, () => LEAST);
  for (const { x, across, cell } of rows.flat()) {
    if (across > 1 || cell === null) continue;
    for (const { content } of cell.blocks) {
      const width = textOfContent(content).length * CHARACTER + INSET;
      natural[x] = Math.max(natural[x] ?? LEAST, width);
    }
  }
  const fixed = new Set<number>();
  let rest = total;
  for (let round = 0; round < columns && fixed.size < columns; round += 1) {
    const share = rest / (columns - fixed.size);
    natural.forEach((width, column) => {
      if (fixed.has(column) || width > share) return;
      fixed.add(column);
      rest -= width;
    });
  }
  const share = rest / Math.max(1, columns - fixed.size);
  return natural.map((width, column) => (fixed.has(column) ? width : Math.max(share, 12)));
}

const sum = (widths: readonly number[]) => widths.reduce((all, width) => all + width, 0);

/** Marks of heading cells, which LibreOffice keeps even where it drops that of the row. */
const FIRST_ROW = "100000000000";
const FIRST_COLUMN = "001000000000";
