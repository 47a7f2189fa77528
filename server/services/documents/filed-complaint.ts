import { kindsThat } from "#app/domain/document-kinds/index.ts";
import type { ExhibitDetails } from "#app/document/details/document-details.ts";
import type { AmendedPaper } from "#app/document/templates/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { readContent } from "#server/services/versions/content.ts";

/**
 * The complaint of that lawsuit as it was filed last, whose place an amended one takes; null where
 * its text is not here.
 */
export async function filedComplaint(
  client: PrismaClient,
  docketId: string | undefined,
): Promise<(AmendedPaper & { readonly exhibits: readonly ExhibitDetails[] }) | null> {
  if (docketId === undefined) return null;
  const rows = await client.document.findMany({
    where: {
      docketId,
      kind: { in: kindsThat(({ pleads }) => pleads) },
      status: "filed",
      filing: { isNot: null },
    },
    select: { filing: { select: { filedOn: true, at: true, version: true } } },
  });
  const filed = rows
    .flatMap(({ filing }) => (filing ? [filing] : []))
    .toSorted(
      (one, other) =>
        other.filedOn.localeCompare(one.filedOn, "en") || other.at.getTime() - one.at.getTime(),
    );
  for (const { version } of filed) {
    const { prose, facts } = readContent(version.content);
    const { caption, exhibits } = facts;
    if (caption === null || caption.companion !== null) continue;
    // A paper that was filed elsewhere has no text here, and no caption in it.
    const isHere = prose.content.some(({ type }) => type === "caption");
    return isHere ? { prose, paperTitle: caption.paperTitle, exhibits } : null;
  }
  return null;
}
