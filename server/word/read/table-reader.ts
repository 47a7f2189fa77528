import { WIDEST_SPAN } from "#app/document/nodes/table.ts";
import type { Tracked } from "#app/document/word/revised.ts";
import { branchOf } from "./branch.ts";
import { fateWithin, type Around, type BlockSource } from "./context.ts";
import { isOn } from "./marks.ts";
import {
  append,
  paragraphsOf,
  UNTOUCHED,
  textOfItems,
  type RawBlock,
  type RawCell,
  type RawParagraph,
  type RawTableRow,
  type RawTable,
} from "./raw.ts";
import { OWN_STYLES } from "./styles.ts";
import { child, isElement, numberIn, valueOf, type XmlElement } from "./xml.ts";

/** Where Word's own tables end; wider ones are joined to this. */
const MOST_COLUMNS = 63;

/**
 * A table with its merged cells; null for one without rows. A table in a cell gives its paragraphs, since
 * our cells hold no tables.
 */
export function readTable(
  element: XmlElement,
  around: Around,
  reader: BlockSource,
  isNested: boolean,
): RawTable | RawBlock[] | null {
  const bookmarks = isNested ? [] : reader.takeTableBookmarks();
  const builder = new TableBuilder(reader);
  eachPart(element, around, "w:tr", reader, (row, inRow) => builder.row(row, inRow, isNested));
  const table: RawTable = { type: "table", bookmarks, rows: builder.rows };
  if (isNested) {
    const paragraphs = paragraphsOf([table]);
    reader.file.notKept.add("nested-table", paragraphs[0] ?? null);
    return paragraphs;
  }
  if (builder.isTooWide) reader.file.notKept.add("wide-table", table);
  if (builder.rows.length === 0) return null;
  if (!reader.file.isOurs) builder.squareOff();
  return table;
}

/** Rows of a table or cells of a row, in whatever wraps them. */
function eachPart(
  element: XmlElement | null,
  around: Around,
  name: string,
  reader: BlockSource,
  read: (part: XmlElement, around: Around) => void,
): void {
  for (const node of element?.children ?? []) {
    if (!isElement(node)) continue;
    const fate = fateWithin(node, around.tracked, reader.file.revisions);
    if (node.name === name) read(node, around);
    else if (fate !== null) eachPart(node, { ...around, tracked: fate }, name, reader, read);
    else if (node.name === "w:sdt") {
      eachPart(child(node, "w:sdtContent"), around, name, reader, read);
    } else if (node.name === "mc:AlternateContent") {
      eachPart(branchOf(node), around, name, reader, read);
    } else if (node.name === "w:customXml") eachPart(node, around, name, reader, read);
    else reader.wait(node);
  }
}

class TableBuilder {
  readonly rows: RawTableRow[] = [];
  isTooWide = false;
  readonly #reader: BlockSource;
  /** The cell above that reaches down to a column. */
  #above = new Map<number, RawCell>();

  constructor(reader: BlockSource) {
    this.#reader = reader;
  }

  row(element: XmlElement, around: Around, isNested: boolean): void {
    const { file } = this.#reader;
    const properties = child(element, "w:trPr");
    const tracked = rowFate(properties, around.tracked, this.#reader);
    const isHeader = isOn(child(properties, "w:tblHeader"));
    const row: RawTableRow = { tracked: isNested ? UNTOUCHED : tracked, cells: [] };
    let column = Math.min(numberIn(valueOf(properties, "w:gridBefore")) ?? 0, MOST_COLUMNS);
    if (column > 0 && !file.isOurs) row.cells.push(emptyCell(0, column, isHeader, file.nextId()));
    eachPart(
      element,
      { ...around, tracked: isNested ? tracked : around.tracked },
      "w:tc",
      this.#reader,
      (cell, inCell) => {
        column = this.#cell(cell, inCell, { row, column, isHeader });
      },
    );
    if (row.cells.length > 0 || this.#above.size > 0) this.rows.push(row);
  }

  #cell(
    element: XmlElement,
    around: Around,
    at: { readonly row: RawTableRow; readonly column: number; readonly isHeader: boolean },
  ): number {
    const { file } = this.#reader;
    const properties = child(element, "w:tcPr");
    const { row, column } = at;
    const wanted = Math.max(1, numberIn(valueOf(properties, "w:gridSpan")) ?? 1);
    const room = Math.max(1, MOST_COLUMNS - column);
    if (wanted > room || column >= MOST_COLUMNS) this.isTooWide = true;
    const colspan = Math.min(wanted, room);
    const inCell = { ...around, tracked: this.#cellFate(properties, around.tracked) };
    const blocks: RawBlock[] = [];
    this.#reader.blocks(element, inCell, { blocks, isCell: true });
    const paragraphs = paragraphsOf(blocks);
    const merge = child(properties, "w:vMerge");
    const isContinued = merge !== null && valueOf(merge) !== "restart";
    const above = this.#above.get(column);
    const beside = row.cells.at(-1);
    const isBeside = valueOf(properties, "w:hMerge") === "continue" || column >= MOST_COLUMNS;
    if (isBeside && beside !== undefined) {
      moveParagraphs(paragraphs, beside);
      return column;
    }
    if (isContinued && above?.colspan === colspan && above.rowspan < WIDEST_SPAN) {
      above.rowspan += 1;
      moveParagraphs(paragraphs, above);
      return column + colspan;
    }
    for (let covered = column; covered < column + colspan; covered += 1)
      this.#above.delete(covered);
    const cell: RawCell = {
      column,
      colspan,
      rowspan: 1,
      isHeader: at.isHeader || (file.isOurs && isOwnHeader(properties, paragraphs)),
      paragraphs: paragraphs.length > 0 ? paragraphs : [emptyParagraph(file.nextId())],
    };
    if (merge !== null) this.#above.set(column, cell);
    row.cells.push(cell);
    return column + colspan;
  }

  /** The fate of a cell's words: our tables have no change of a cell alone. */
  #cellFate(properties: XmlElement | null, around: Tracked): Tracked {
    const { file } = this.#reader;
    let fate = around;
    for (const [name, end] of CELL_CHANGES) {
      const change = child(properties, name);
      if (change === null) continue;
      file.notKept.add("cell-change", null);
      if (end !== null) fate = { ...fate, [end]: file.revisions.of(change) };
    }
    return fate;
  }

  /** Fills up rows that are shorter than others, so that every column has its cell. */
  squareOff(): void {
    const widths = this.rows.map(() => 0);
    this.rows.forEach(({ cells }, y) => {
      for (const { column, colspan, rowspan } of cells) {
        for (let below = y; below < Math.min(y + rowspan, widths.length); below += 1) {
          widths[below] = Math.max(widths[below] ?? 0, column + colspan);
        }
      }
    });
    const width = widths.reduce((widest, own) => Math.max(widest, own), 1);
    this.rows.forEach(({ cells }, y) => {
      const own = widths[y] ?? 0;
      const isHeader = cells.length > 0 && cells.every((cell) => cell.isHeader);
      if (own < width) {
        cells.push(emptyCell(own, width - own, isHeader, this.#reader.file.nextId()));
      }
    });
  }
}

const CELL_CHANGES: readonly (readonly [name: string, end: keyof Tracked | null])[] = [
  ["w:cellIns", "inserted"],
  ["w:cellDel", "deleted"],
  ["w:cellMerge", null],
];

function rowFate(properties: XmlElement | null, around: Tracked, reader: BlockSource): Tracked {
  let fate = around;
  for (const name of ["w:ins", "w:del"]) {
    const change = child(properties, name);
    if (change !== null) fate = fateWithin(change, fate, reader.file.revisions) ?? fate;
  }
  return fate;
}

/** The heading of a row in a file of ours, or of a column, where no property of the row tells it. */
function isOwnHeader(properties: XmlElement | null, paragraphs: readonly RawParagraph[]): boolean {
  return (
    /^(?:001|1)/u.test(valueOf(properties, "w:cnfStyle") ?? "") ||
    paragraphs.some(({ style }) => style === OWN_STYLES.tableHeading)
  );
}

/** Words in what a merged cell covers, which most programs hide and none has to. */
function moveParagraphs(paragraphs: readonly RawParagraph[], cell: RawCell): void {
  append(
    cell.paragraphs,
    paragraphs.filter(
      ({ items }) =>
        textOfItems(items) !== "" ||
        items.some(({ type }) => type === "note" || type === "reference"),
    ),
  );
}

function emptyCell(column: number, colspan: number, isHeader: boolean, id: string): RawCell {
  return { column, colspan, rowspan: 1, isHeader, paragraphs: [emptyParagraph(id)] };
}

function emptyParagraph(id: string): RawParagraph {
  return {
    type: "paragraph",
    id,
    items: [],
    properties: null,
    formerly: null,
    listed: null,
    style: null,
    isInCell: true,
    mark: UNTOUCHED,
    shape: { kind: "body", level: 1 },
    reshaped: null,
    label: "",
    isOfContents: false,
  };
}
