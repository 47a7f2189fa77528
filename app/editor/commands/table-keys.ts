import type { Node, ResolvedPos, Schema } from "@tiptap/pm/model";
import { type Command, TextSelection } from "@tiptap/pm/state";
import {
  addRowAfter,
  CellSelection,
  deleteTable,
  goToNextCell,
  tableNodeTypes,
} from "@tiptap/pm/tables";
import { spareAtoms } from "#app/editor/behavior/block-atoms.ts";
import { footnoteAt } from "./footnote-commands.ts";

const NEW_TABLE = { rows: 3, columns: 3 };

/** Inserts an empty table with a header row, and puts the caret into its first cell. */
export const insertTable: Command = (state, dispatch) => {
  if (footnoteAt(state.selection.$from) !== null) return false;
  if (dispatch) {
    const transaction = spareAtoms(state.tr);
    const inside = transaction.selection.from + 1;
    transaction.replaceSelectionWith(newTable(state.schema)).scrollIntoView();
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(inside)));
    dispatch(transaction);
  }
  return true;
};

function newTable(schema: Schema): Node {
  const types = tableNodeTypes(schema);
  const rows = Array.from({ length: NEW_TABLE.rows }, (_row, index) => {
    const type = index === 0 ? types.header_cell : types.cell;
    const cells = Array.from({ length: NEW_TABLE.columns }, () => type.createAndFill());
    return types.row.createChecked(
      null,
      cells.filter((cell) => cell !== null),
    );
  });
  return types.table.createChecked(null, rows);
}

/**
 * Tab in a table: moves to the next cell (1), after the last one into a new row; or to the previous
 * one (-1).
 */
export function goToCell(direction: 1 | -1): Command {
  const go = goToNextCell(direction);
  return (state, dispatch, view) => {
    if (go(state, dispatch)) return true;
    if (direction === -1 || !view || !addRowAfter(state, dispatch)) return false;
    return go(view.state, dispatch);
  };
}

/** Deletes the table if all of its cells are selected. */
export const deleteWholeTable: Command = (state, dispatch) => {
  const { selection } = state;
  const first = selection.ranges[0];
  if (!(selection instanceof CellSelection) || !first) return false;
  let cells = 0;
  tableAround(first.$from)?.node.descendants(({ type }) => {
    if (type.name === "tableCell" || type.name === "tableHeader") cells += 1;
  });
  return cells === selection.ranges.length && deleteTable(state, dispatch);
};

/** The table that contains a place, with its position. */
export function tableAround($place: ResolvedPos): { node: Node; position: number } | null {
  for (let depth = $place.depth; depth > 0; depth -= 1) {
    const node = $place.node(depth);
    if (node.type.name === "table") return { node, position: $place.before(depth) };
  }
  return null;
}
