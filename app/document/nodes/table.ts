import { Node, type NodeConfig } from "@tiptap/core";
import { Fragment, type TagParseRule } from "@tiptap/pm/model";
import type { ProseNode, ProseNodes } from "#app/document/prose.ts";
import { element } from "#app/document/rendering/element.ts";
import type { CellData } from "#app/document/rendering/typst/page-data.ts";
import type { ParsedElement } from "./parsed-element.ts";
import type {
  AttributeChecks,
  HtmlContext,
  HtmlRenderers,
  PlainTextContext,
  PlainTextRenderers,
  TypstBlockRenderers,
} from "./renderers.ts";

/** The most columns or rows that a cell may span. */
export const WIDEST_SPAN = 100;

/** How a cell's span is rendered, by the editor and the first paint alike. */
function drawnSpan(name: "colspan" | "rowspan", value: unknown): Record<string, string> {
  return typeof value === "number" && value !== 1 ? { [name]: String(value) } : {};
}

function span(name: "colspan" | "rowspan") {
  return {
    default: 1,
    parseHTML: (element: ParsedElement) => {
      const value = Number.parseInt(element.getAttribute(name) ?? "", 10);
      return value >= 1 ? Math.min(value, WIDEST_SPAN) : 1;
    },
    renderHTML: (attributes: Record<string, unknown>) => drawnSpan(name, attributes[name]),
  };
}

/** Cells have no width or alignment: the layout decides. */
function cellAttributes() {
  return {
    colspan: span("colspan"),
    rowspan: span("rowspan"),
    // Used by the table commands; neither rendered nor part of legal text.
    colwidth: {
      default: null,
      rendered: false,
      parseHTML: () => null,
    },
  };
}

/** An empty cell is parsed as one with an empty block. */
function cellFrom(tag: "td" | "th", type: "tableCell" | "tableHeader"): TagParseRule[] {
  return [
    {
      tag,
      getAttrs: (element) => (isEmpty(element) ? {} : false),
      getContent: (_node, schema) => schema.nodes[type]?.createAndFill()?.content ?? Fragment.empty,
    },
    { tag },
  ];
}

function isEmpty(cell: ParsedElement): boolean {
  return cell.children.length === 0 && /^[ \t\r\n\f]*$/u.test(cell.textContent ?? "");
}

/** Tables are rendered without a node view and without column widths. */
const Table = tableNode("table", {
  content: "tableRow+",
  tableRole: "table",
  isolating: true,
  group: "block",
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", ["tbody", 0]],
});

// A row may have no cell of its own where cells above span it.
const TableRow = tableNode("tableRow", {
  content: "(tableCell | tableHeader)*",
  tableRole: "row",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

const TableHeader = tableNode("tableHeader", {
  content: "block+",
  tableRole: "header_cell",
  isolating: true,
  addAttributes: cellAttributes,
  parseHTML: () => cellFrom("th", "tableHeader"),
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
});

const TableCell = tableNode("tableCell", {
  content: "block+",
  tableRole: "cell",
  isolating: true,
  addAttributes: cellAttributes,
  parseHTML: () => cellFrom("td", "tableCell"),
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
});

type TableNodeConfig = Partial<NodeConfig> & { readonly tableRole: string };

/** ProseMirror's table commands identify nodes by their role. */
function tableNode(name: string, { tableRole, ...config }: TableNodeConfig): Node {
  return Node.create({
    ...config,
    name,
    extendNodeSchema: (extension) => (extension.name === name ? { tableRole } : {}),
  });
}

export const schemas = {
  table: Table,
  tableRow: TableRow,
  tableHeader: TableHeader,
  tableCell: TableCell,
};

export const refusedCellAttributes: AttributeChecks["tableCell"] = ({
  colspan,
  rowspan,
  colwidth,
}) =>
  isSpan(colspan) && isSpan(rowspan) && colwidth === null
    ? null
    : "a cell of its table has a size that is out of range";

function isSpan(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= WIDEST_SPAN;
}

export const toHtml: HtmlRenderers["table"] = ({ content }, { blocks }) =>
  `<table><tbody>${blocks(content)}</tbody></table>`;

export const rowToHtml: HtmlRenderers["tableRow"] = ({ content }, { blocks }) =>
  element("tr", {}, blocks(content));

type CellNode = ProseNodes["tableCell" | "tableHeader"];

export const cellToHtml = ({ type, attrs, content }: CellNode, { blocks }: HtmlContext): string => {
  const spans = {
    ...drawnSpan("colspan", attrs?.colspan),
    ...drawnSpan("rowspan", attrs?.rowspan),
  };
  return element(type === "tableCell" ? "td" : "th", spans, blocks(content));
};

/** A line for each row, its cells separated by tabs. */
export const toPlainText: PlainTextRenderers["table"] = (node, { inside }) => inside(node, "\n");
export const rowToPlainText: PlainTextRenderers["tableRow"] = (node, { inside }) =>
  inside(node, "\t");
export const cellToPlainText = (node: CellNode, { inside }: PlainTextContext): string =>
  inside(node, "\n");

/**
 * Line width in points at 12-point type on the narrowest page: 459 points wide, set in 14-point
 * type.
 */
const TABLE_WIDTH = 393;
/** The horizontal padding of a cell on both sides, with a point for rounding. */
const CELL_INSET = 14;

/** Computes the column of each cell; spans are limited to the table's size. */
export const toTypst: TypstBlockRenderers["table"] = (table, { blocks, before }) => {
  const rows = (table.content ?? []).filter(({ type }) => type === "tableRow");
  /** For each column, the rows below that a spanning cell still covers. */
  const taken: number[] = [];
  const unset = rows.map((row, y) => {
    const cells: UnsetCell[] = [];
    let x = 0;
    for (const cell of row.content ?? []) {
      while ((taken[x] ?? 0) > 0) x += 1;
      let across = 1;
      while (across < spanOf(cell, "colspan") && !((taken[x + across] ?? 0) > 0)) across += 1;
      const down = Math.min(spanOf(cell, "rowspan"), rows.length - y);
      const head = cell.type === "tableHeader";
      cells.push({ x, across, down, head, content: cell.content ?? [] });
      for (let column = x; column < x + across; column += 1) taken[column] = down;
      x += across;
    }
    for (let column = 0; column < taken.length; column += 1) {
      taken[column] = Math.max(0, (taken[column] ?? 0) - 1);
    }
    return cells;
  });
  const columns = Math.max(1, taken.length);
  const placed = unset.map((cells) =>
    cells.map(({ content, ...place }): CellData => {
      // The guaranteed share of the table's width.
      const room = (TABLE_WIDTH * place.across) / columns - CELL_INSET;
      return { ...place, blocks: blocks(content, room) };
    }),
  );
  before.push({ k: "table", columns, head: headRows(placed), rows: placed });
};

type UnsetCell = Omit<CellData, "blocks"> & { readonly content: readonly ProseNode[] };

function spanOf(cell: ProseNode, name: "colspan" | "rowspan"): number {
  const span = cell.attrs?.[name];
  return typeof span === "number" && span >= 1 ? Math.trunc(span) : 1;
}

/** The number of leading rows with header cells only; these repeat on each page. */
function headRows(rows: readonly (readonly CellData[])[]): number {
  const first = rows.findIndex((row) => row.length === 0 || row.some((cell) => !cell.head));
  const head = first === -1 ? rows.length : first;
  // Where cells extend below the header rows, or all rows are headers, the table has no header.
  const reaches = rows.slice(0, head).some((row, y) => row.some((cell) => y + cell.down > head));
  return reaches || head === rows.length ? 0 : head;
}
