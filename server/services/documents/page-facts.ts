import type { LayoutProfile } from "../../../app/domain/document";
import { readFacts } from "../../../app/prose/facts";
import type { PageFacts } from "../../../app/prose/page-facts";
import type { Resources } from "../resources";

/** What a document's text is drawn with, for the rooms; null if there is no such document. */
export async function pageFacts(
  { database }: Pick<Resources, "database">,
  documentId: string,
): Promise<PageFacts | null> {
  const row = await database.client.document.findUnique({
    where: { id: documentId },
    select: { facts: true, layoutProfile: true },
  });
  if (!row) return null;
  return { facts: readFacts(row.facts), layoutProfile: row.layoutProfile as LayoutProfile };
}
