import { canonicalDetails } from "#app/domain/audit-event.ts";
import type { HandedFile } from "#server/services/handed-file.ts";
import type { Resources } from "#server/services/resources.ts";
import { appendEvent, type NewEvent } from "./append.ts";

/** Milliseconds within which the same download by the same person is recorded once. */
const SAME_DOWNLOAD_MS = 60 * 60 * 1000;

type Download = Omit<NewEvent, "type"> & {
  readonly actorId: string;
  readonly documentId: string | null;
};

/** Reads a file, or a part of it, and records the download where there is something to read. */
export function recordedRead(
  resources: Pick<Resources, "database" | "clock">,
  open: HandedFile["read"],
  download: Download,
): HandedFile["read"] {
  return async (range) => {
    const opened = await open(range);
    if (opened.ok) await recordDownload(resources, download);
    return opened;
  };
}

/**
 * Records a download, at most once an hour for the same person and file, so that reading can't grow
 * the record without bounds.
 */
export async function recordDownload(
  { database, clock }: Pick<Resources, "database" | "clock">,
  event: Download,
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
