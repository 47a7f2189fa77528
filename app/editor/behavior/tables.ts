import { Plugin } from "@tiptap/pm/state";
import { tableEditing } from "@tiptap/pm/tables";
import { isFromOthers } from "./changed-children.ts";

/**
 * ProseMirror's table editing (cells that are selected together, rectangular tables) without its
 * repair of others' edits. Cells that are missing because two people changed rows and columns at once
 * are added by the next person who edits the table: if every screen repaired at once, each person
 * would get a cell that nobody else and no version has.
 */
export function completeTables(): Plugin {
  const { spec } = tableEditing();
  return new Plugin({
    ...spec,
    appendTransaction(transactions, oldState, newState) {
      if (transactions.some(isFromOthers)) return null;
      return spec.appendTransaction?.call(this, transactions, oldState, newState);
    },
  });
}
