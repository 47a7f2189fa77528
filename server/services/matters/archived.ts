import type { PrismaClient } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { ArchivedView } from "./views.ts";

/** When and by whom a matter was put away; null for one that people work in. */
export async function archivedOf(
  client: PrismaClient,
  {
    archivedAt,
    archivedById,
  }: { readonly archivedAt: Date | null; readonly archivedById: string | null },
  partyIds: ReadonlySet<string>,
): Promise<ArchivedView | null> {
  if (archivedAt === null) return null;
  const people = archivedById === null ? null : await personTags(client, [archivedById], partyIds);
  return { at: archivedAt.toISOString(), by: people?.get(archivedById ?? "")?.name ?? null };
}
