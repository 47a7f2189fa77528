import { renameDocumentForm } from "#app/domain/forms/document.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "./load.ts";

/** Changes the title of an open draft. */
export const renameDocument = command({
  on: documentTo("document.edit"),
  form: renameDocumentForm,
  async run({ tx, found: { row }, form: { title }, record }) {
    if (row.title === title) return done();
    await tx.document.update({ where: { id: row.id }, data: { title } });
    await record({ type: "document.renamed", details: { before: row.title, after: title } });
    return done();
  },
});
