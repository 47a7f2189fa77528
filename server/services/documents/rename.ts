import type { Actor } from "#app/domain/actor.ts";
import { renameDocumentForm } from "#app/domain/forms/document.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { documentFor } from "./load.ts";

/** Gives an open draft another title. */
export async function renameDocument(
  { database, clock }: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await documentFor(database.client, actor, "document.edit", documentId);
  if (!found.ok) return found;
  const form = readForm(renameDocumentForm, sent);
  if (!form.ok) return form;
  const { title } = form.value;
  return database.write(async (tx): Promise<Outcome<void>> => {
    // Again, inside: the draft may have been submitted meanwhile, and its title with it.
    const document = await documentFor(tx, actor, "document.edit", documentId);
    if (!document.ok) return document;
    const { row, facts } = document.value;
    const still = await reauthorize(tx, actor, "document.edit", { document: facts });
    if (!still.ok) return still;
    if (row.title === title) return done();
    await tx.document.update({ where: { id: documentId }, data: { title } });
    await appendEvent(tx, clock(), {
      type: "document.renamed",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: { before: row.title, after: title },
    });
    return done();
  });
}
