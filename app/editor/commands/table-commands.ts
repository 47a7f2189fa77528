import {
  type CommandProps,
  type Editor,
  findParentNodeClosestToPos,
  type RawCommands,
} from "@tiptap/core";
import type { Node, Schema } from "@tiptap/pm/model";
import { type Command, TextSelection, type Transaction } from "@tiptap/pm/state";
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  CellSelection,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  mergeCells,
  splitCell,
  tableNodeTypes,
  toggleHeader,
} from "@tiptap/pm/tables";
import { spareAtoms } from "#app/editor/behaviour/block-atoms.ts";

interface TableSize {
  readonly rows: number;
  readonly cols: number;
  readonly withHeaderRow?: boolean;
}

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    tables: {
      insertTable: (size: TableSize) => ReturnType;
      addRowBefore: () => ReturnType;
      addRowAfter: () => ReturnType;
      addColumnBefore: () => ReturnType;
      addColumnAfter: () => ReturnType;
      deleteRow: () => ReturnType;
      deleteColumn: () => ReturnType;
      deleteTable: () => ReturnType;
      /** Makes the first row one of headings, or of plain cells if it is. */
      toggleHeaderRow: () => ReturnType;
      /** Makes the selected cells one, or splits the one that is. */
      mergeOrSplit: () => ReturnType;
      goToNextCell: () => ReturnType;
      goToPreviousCell: () => ReturnType;
    };
  }
}

const run =
  (command: Command) =>
  () =>
  ({ state, dispatch }: CommandProps) =>
    command(state, dispatch);

/** What can be done with tables. */
export const tableCommands: Partial<RawCommands> = {
  insertTable:
    (size) =>
    ({ tr, dispatch, editor }) => {
      const table = newTable(editor.schema, size);
      if (dispatch) {
        const inside = spareAtoms(tr).selection.from + 1;
        tr.replaceSelectionWith(table).scrollIntoView();
        tr.setSelection(TextSelection.near(tr.doc.resolve(inside)));
      }
      return true;
    },
  addRowBefore: run(addRowBefore),
  addRowAfter: run(addRowAfter),
  addColumnBefore: run(addColumnBefore),
  addColumnAfter: run(addColumnAfter),
  deleteRow: run(staying(deleteRow)),
  deleteColumn: run(staying(deleteColumn)),
  deleteTable: run(deleteTable),
  toggleHeaderRow: run(toggleHeader("row")),
  mergeOrSplit: run((state, dispatch) => mergeCells(state, dispatch) || splitCell(state, dispatch)),
  goToNextCell: run(goToNextCell(1)),
  goToPreviousCell: run(goToNextCell(-1)),
};

/** The keys of tables; Tab in the last cell adds a row. */
export const tableKeys: Record<string, (props: { editor: Editor }) => boolean> = {
  Tab: ({ editor }) => {
    if (editor.commands.goToNextCell()) return true;
    return editor.can().addRowAfter() && editor.chain().addRowAfter().goToNextCell().run();
  },
  "Shift-Tab": ({ editor }) => editor.commands.goToPreviousCell(),
  Backspace: deleteWholeTable,
  "Mod-Backspace": deleteWholeTable,
  Delete: deleteWholeTable,
  "Mod-Delete": deleteWholeTable,
};

function newTable(schema: Schema, { rows, cols, withHeaderRow = true }: TableSize): Node {
  const types = tableNodeTypes(schema);
  const content = Array.from({ length: rows }, (_row, index) => {
    const type = withHeaderRow && index === 0 ? types.header_cell : types.cell;
    return types.row.createChecked(
      null,
      Array.from({ length: cols }, () => type.createAndFill()).filter((cell) => cell !== null),
    );
  });
  return types.table.createChecked(null, content);
}

/** The command, after which the caret is still in the table, if that is still there. */
function staying(command: Command): Command {
  return (state, dispatch) => {
    const before = tableAround(state.selection.$from);
    return command(
      state,
      dispatch &&
        ((transaction) => {
          if (before) stayIn(transaction, before.pos);
          dispatch(transaction);
        }),
    );
  };
}

function stayIn(transaction: Transaction, place: number): void {
  const now = transaction.mapping.map(place);
  if (tableAround(transaction.selection.$from)?.pos === now) return;
  const table = transaction.doc.nodeAt(now);
  if (!table) return;
  const end = transaction.doc.resolve(now + table.nodeSize - 1);
  transaction.setSelection(TextSelection.near(end, -1));
}

function tableAround(place: Parameters<typeof findParentNodeClosestToPos>[0]) {
  return findParentNodeClosestToPos(place, ({ type }) => type.name === "table");
}

/** Takes the table away whose cells are all selected. */
function deleteWholeTable({ editor }: { editor: Editor }): boolean {
  const { selection } = editor.state;
  const first = selection.ranges[0];
  if (!(selection instanceof CellSelection) || !first) return false;
  let cells = 0;
  tableAround(first.$from)?.node.descendants(({ type }) => {
    if (type.name === "tableCell" || type.name === "tableHeader") cells += 1;
  });
  return cells === selection.ranges.length && editor.commands.deleteTable();
}
