import { productionWarnings, seriesWarnings } from "#app/domain/agency-record/production.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { attachmentsAt } from "#server/services/attachments/views.ts";
import { itemIdsOf } from "./release.ts";
import type { ProductionView } from "./views.ts";

/** The productions of a request by date, those in force and those that were taken back. */
export async function productionViews(
  client: PrismaClient,
  documentId: string,
  partyIds: ReadonlySet<string>,
  /** The ids of the demonstration's invented events. */
  invented: ReadonlySet<string>,
): Promise<Readonly<Record<"current" | "retracted", readonly ProductionView[]>>> {
  const rows = await client.production.findMany({
    where: { documentId },
    orderBy: [{ dated: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
  });
  const attached = await attachmentsAt(
    client,
    "production",
    rows.map(({ id }) => id),
    partyIds,
  );
  const viewOf = (row: (typeof rows)[number]): ProductionView => {
    const { id, eventId, number, dated, note } = row;
    const { pagesFull, pagesPart, pagesWithheld, pagesReviewed, batesFrom, batesTo } = row;
    const counts = { pagesFull, pagesPart, pagesWithheld, pagesReviewed, batesFrom, batesTo };
    return {
      id,
      eventId,
      number,
      dated,
      note,
      itemIds: itemIdsOf(row.itemIds),
      ...counts,
      isInvented: invented.has(eventId),
      warnings: productionWarnings(counts),
      attachments: attached.get(id) ?? [],
    };
  };
  const current = rows.filter(({ retractedAt }) => retractedAt === null);
  const between = seriesWarnings(current);
  return {
    current: current.map(viewOf).map((view) => ({
      ...view,
      warnings: [...view.warnings, ...(between.get(view.id) ?? [])],
    })),
    retracted: rows.filter(({ retractedAt }) => retractedAt !== null).map(viewOf),
  };
}
