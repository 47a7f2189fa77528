import { canonicalDetails } from "#app/domain/audit-event.ts";
import type { Resources } from "#server/services/resources.ts";
import { appendEvent, type NewEvent } from "./append.ts";

/** In milliseconds: for so long the same download by the same person is one line of the record. */
export const SAME_DOWNLOAD_MS = 60 * 60 * 1000;

/**
 * Records that somebody was handed a file, once in an hour for the same one: reading is no way to make
 * the record grow without bounds.
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
