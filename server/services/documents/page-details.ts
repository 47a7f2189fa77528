import type { LayoutProfile } from "#app/domain/document.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { Resources } from "#server/services/resources.ts";

/**
 * The details that a document's text is rendered with, for the rooms; null if there is no such
 * document.
 */
export async function pageDetails(
  { database }: Pick<Resources, "database">,
  documentId: string,
): Promise<PageDetails | null> {
  const row = await database.client.document.findUnique({
    where: { id: documentId },
    select: { facts: true, layoutProfile: true },
  });
  if (!row) return null;
  return { facts: readDetails(row.facts), layoutProfile: row.layoutProfile as LayoutProfile };
}
