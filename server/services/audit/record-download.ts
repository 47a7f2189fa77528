import { canonicalDetails } from "#app/domain/audit-event.ts";
import type { Resources } from "#server/services/resources.ts";
import { appendEvent, type NewEvent } from "./append.ts";

/** Milliseconds within which the same download by the same person is recorded once. */
const SAME_DOWNLOAD_MS = 60 * 60 * 1000;

/**
 * Records a download, at most once an hour for the same person and file, so that reading can't grow
 * the record without bounds.
 */
export async function recordDownload(
  { database, clock }: Pick<Resources, "database" | "clock">,
  event: Omit<NewEvent, "type"> & { readonly actorId: string; readonly documentId: string | null },
): Promise<void> {
  const { actorId, documentId, details } = event;
  await database.write(async (tx) => {
    const now = clock();
    const before = await tx.auditEvent.findFirst({
      where: {
        type: "document.downloaded",
        actorId,
        documentId,
        details: canonicalDetails(details),
        at: { gt: new Date(now.getTime() - SAME_DOWNLOAD_MS) },
      },
      select: { sequence: true },
    });
    if (!before) await appendEvent(tx, now, { ...event, type: "document.downloaded" });
  });
}
