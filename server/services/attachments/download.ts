import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { answered } from "#server/blobs/problem.ts";
import { recordDownload } from "#server/services/audit/record-download.ts";
import type { Resources } from "#server/services/resources.ts";
import { loadAttachment } from "./change.ts";
import type { AttachmentFile } from "./views.ts";

/**
 * An attached file byte for byte, for everybody who may see the matter; recorded at most once an
 * hour.
 */
export async function attachmentFile(
  { database, blobs, clock, log }: Pick<Resources, "database" | "blobs" | "clock" | "log">,
  actor: Actor,
  attachmentId: string,
): Promise<Outcome<AttachmentFile>> {
  const found = await loadAttachment(database.client, attachmentId);
  if (!found.ok) return found;
  const { row, place } = found.value;
  const { matter, documentId } = place;
  const allowed = may(actor, "matter.view", { matter });
  if (!allowed.ok) return allowed;
  const { name, mediaType, sha256 } = row;
  const opened = await answered(blobs.stream(sha256));
  if (!opened.ok) return opened;
  const stream = opened.value;
  if (stream === null) {
    log.error({ attachmentId }, "an attached file is missing");
    return refuse(
      "unavailable",
      `The file “${name}” is missing from this server. Attach it again, or ask whoever runs this workspace to bring it back from a backup.`,
    );
  }
  await recordDownload(
    { database, clock },
    {
      actorId: actor.userId,
      matterId: matter.matterId,
      documentId,
      details: { what: "attachment", attachmentId, name, sha256 },
    },
  );
  return done({ name, mediaType, ...stream });
}
