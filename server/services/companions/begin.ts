import type { Actor } from "#app/domain/actor.ts";
import { companionTitle, type LayoutProfile } from "#app/domain/layout.ts";
import type { BeginCompanionForm } from "#app/domain/forms/document.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { createDocument } from "#server/services/documents/create.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";

/**
 * Creates a companion of a complaint: in its lawsuit, with its layout and its caption, and with the
 * recorded facts filled in. Refuses `not-found` for anything but a complaint with a docket.
 */
export async function beginCompanion(
  resources: Resources,
  actor: Actor,
  documentId: string,
  { companion }: BeginCompanionForm,
): Promise<Outcome<{ readonly documentId: string }>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row } = found.value;
  const layoutProfile = row.layoutProfile as LayoutProfile;
  const { caption } = readDetails(row.facts);
  if (row.docketId === null || caption === null || layoutProfile === "letter") {
    return refuse("not-found");
  }
  return createDocument(resources, actor, row.matter.slug, {
    kind: "complaint",
    title: `${companionTitle(companion, layoutProfile)} (${row.title})`.slice(0, 200),
    layoutProfile,
    docketId: row.docketId,
    companion,
  });
}
