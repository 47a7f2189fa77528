import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import type { DOMOutputSpec } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { isFromOthers } from "./changes";

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

/**
 * Tables are drawn without a node view and without column widths.
 *
 * Cells that are missing because two people changed rows and columns at once are put in by whoever
 * edits the table next. ProseMirror would put them in on every screen at once, where each person then
 * has a cell that nobody else and no version has.
 */
const PlainTable = Table.extend({
  renderHTML(): DOMOutputSpec {
    return ["table", ["tbody", 0]];
  },
  addProseMirrorPlugins() {
    const plugins = this.parent?.() ?? [];
    return plugins.map(({ spec }) => {
      const { appendTransaction } = spec;
      if (appendTransaction === undefined) return new Plugin(spec);
      return new Plugin({
        ...spec,
        appendTransaction(transactions, oldState, newState) {
          if (transactions.some(isFromOthers)) return null;
          return appendTransaction.call(this, transactions, oldState, newState);
        },
      });
    });
  },
}).configure({ resizable: false, View: null });

export const tableNodes = [
  PlainTable,
  // A row may hold no cell of its own where cells above it span it.
  TableRow,
  TableHeader.extend({ addAttributes: cellAttributes }),
  TableCell.extend({ addAttributes: cellAttributes }),
];
