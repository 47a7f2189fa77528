import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { tableEditing } from "@tiptap/pm/tables";
import { isFromOthers } from "./changed-children.ts";

/** Table editing: selecting cells together, keeping tables rectangular. */
export const Tables = Extension.create({
  name: "tables",
  addProseMirrorPlugins: () => [completeTables()],
});

/**
 * ProseMirror's table editing without its repair of others' edits. Cells that are missing because
 * two people changed rows and columns at once are added by the next person who edits the table: if
 * every screen repaired at once, each person would get a cell that nobody else and no version has.
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
