import { Node, type NodeConfig } from "@tiptap/core";
import { Fragment, type TagParseRule } from "@tiptap/pm/model";

/** The most columns or rows that one cell may span. */
export const WIDEST_SPAN = 100;

/** How a cell's span is drawn, in the editor and in the first paint alike. */
export function drawnSpan(name: "colspan" | "rowspan", value: unknown): Record<string, string> {
  return typeof value === "number" && value !== 1 ? { [name]: String(value) } : {};
}

function span(name: "colspan" | "rowspan") {
  return {
    default: 1,
    parseHTML: (element: HTMLElement) => {
      const value = Number.parseInt(element.getAttribute(name) ?? "", 10);
      return value >= 1 ? Math.min(value, WIDEST_SPAN) : 1;
    },
    renderHTML: (attributes: Record<string, unknown>) => drawnSpan(name, attributes[name]),
  };
}

/** Cells have no widths and no alignment of their own: the page's layout decides. */
function cellAttributes() {
  return {
    colspan: span("colspan"),
    rowspan: span("rowspan"),
    // The table commands read and write this one; it is neither drawn nor part of legal text.
    colwidth: {
      default: null,
      rendered: false,
      parseHTML: () => null,
    },
  };
}

/** A cell without words holds an empty block. */
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

function isEmpty(cell: HTMLElement): boolean {
  return cell.children.length === 0 && /^[ \t\r\n\f]*$/u.test(cell.textContent ?? "");
}

/** Tables are drawn without a node view and without column widths. */
const Table = tableNode("table", {
  content: "tableRow+",
  tableRole: "table",
  isolating: true,
  group: "block",
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", ["tbody", 0]],
});

// A row may hold no cell of its own where cells above it span it.
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

/** By its role ProseMirror's table commands know a node. */
function tableNode(name: string, { tableRole, ...config }: TableNodeConfig): Node {
  return Node.create({
    ...config,
    name,
    extendNodeSchema: (extension) => (extension.name === name ? { tableRole } : {}),
  });
}

export const tableNodes = [Table, TableRow, TableHeader, TableCell];
