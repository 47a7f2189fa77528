import { chainCommands } from "@tiptap/pm/commands";
import { type Command, TextSelection, type Transaction } from "@tiptap/pm/state";
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  mergeCells,
  splitCell,
  toggleHeader,
} from "@tiptap/pm/tables";
import { tableAround } from "./table-keys.ts";

type TableCommand = readonly [label: string, run: Command];

/**
 * The commands for the table at the caret, in the groups of their menu. They have no keys, and load
 * with the menu (registry.ts has all others).
 */
export const TABLE_COMMANDS: readonly (readonly TableCommand[])[] = [
  [
    ["Row above", addRowBefore],
    ["Row below", addRowAfter],
    ["Column before", addColumnBefore],
    ["Column after", addColumnAfter],
  ],
  [
    ["First row is a heading", toggleHeader("row")],
    ["Merge or split cells", chainCommands(mergeCells, splitCell)],
  ],
  [
    ["Delete row", staying(deleteRow)],
    ["Delete column", staying(deleteColumn)],
    ["Delete table", deleteTable],
  ],
];

/** Wraps a command so that the caret stays in the table, if that still exists. */
function staying(command: Command): Command {
  return (state, dispatch) => {
    const before = tableAround(state.selection.$from);
    return command(
      state,
      dispatch &&
        ((transaction) => {
          if (before) stayIn(transaction, before.position);
          dispatch(transaction);
        }),
    );
  };
}

function stayIn(transaction: Transaction, place: number): void {
  const now = transaction.mapping.map(place);
  if (tableAround(transaction.selection.$from)?.position === now) return;
  const table = transaction.doc.nodeAt(now);
  if (!table) return;
  const end = transaction.doc.resolve(now + table.nodeSize - 1);
  transaction.setSelection(TextSelection.near(end, -1));
}
