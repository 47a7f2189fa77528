import { numberedItems, type NumberedItem } from "#app/document/numbering/requested-items.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import { contentOf } from "#server/services/versions/stored.ts";

/** The items of a request as filed, whose ids its outcomes refer to (L17). */
export async function itemsOfVersion(
  resources: Pick<Resources, "database" | "log">,
  documentId: string,
  { versionId }: { readonly versionId: string },
): Promise<Outcome<readonly NumberedItem[]>> {
  const content = await contentOf(resources, documentId, versionId);
  return content.ok ? done(numberedItems(content.value.prose)) : content;
}
