import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { tableEditing } from "@tiptap/pm/tables";
import { isFromOthers } from "./changed-children.ts";

/** Tables as they are edited: their cells selected together, kept rectangular. */
export const Tables = Extension.create({
  name: "tables",
  addProseMirrorPlugins: () => [completeTables()],
});

/**
 * ProseMirror's table editing, without its repair of what others did. Cells that are missing because
 * two people changed rows and columns at once are put in by whoever edits the table next: repaired on
 * every screen at once, each person would have a cell that nobody else and no version has.
 */
function completeTables(): Plugin {
  const { spec } = tableEditing();
  return new Plugin({
    ...spec,
    appendTransaction(transactions, oldState, newState) {
      if (transactions.some(isFromOthers)) return null;
      return spec.appendTransaction?.call(this, transactions, oldState, newState);
    },
  });
}
