import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import type { DOMOutputSpec } from "@tiptap/pm/model";

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

/** Tables are drawn without a node view and without column widths. */
const PlainTable = Table.extend({
  renderHTML(): DOMOutputSpec {
    return ["table", ["tbody", 0]];
  },
}).configure({ resizable: false, View: null });

export const tableNodes = [
  PlainTable,
  // A row may hold no cell of its own where cells above it span it.
  TableRow,
  TableHeader.extend({ addAttributes: cellAttributes }),
  TableCell.extend({ addAttributes: cellAttributes }),
];
