import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { recordedRead } from "#server/services/audit/record-download.ts";
import type { Resources } from "#server/services/resources.ts";
import { blobReader, type HandedFile } from "#server/services/handed-file.ts";
import { loadAttachment } from "./change.ts";

/**
 * An attached file byte for byte, for everybody who may see the matter; recorded at most once an
 * hour.
 */
export async function attachmentFile(
  { database, blobs, clock, log }: Pick<Resources, "database" | "blobs" | "clock" | "log">,
  actor: Actor,
  attachmentId: string,
): Promise<Outcome<HandedFile>> {
  const found = await loadAttachment(database.client, attachmentId);
  if (!found.ok) return found;
  const { row, place } = found.value;
  const { matter, documentId } = place;
  const allowed = may(actor, "matter.view", { matter });
  if (!allowed.ok) return allowed;
  const { name, mediaType, bytes: size, sha256 } = row;
  const open = blobReader(
    { blobs, log },
    {
      sha256,
      size,
      missing: `The file “${name}” is missing from this server. Attach it again, or ask whoever runs this workspace to bring it back from a backup.`,
      about: { attachmentId },
    },
  );
  const download = {
    actorId: actor.userId,
    matterId: matter.matterId,
    documentId,
    details: { what: "attachment", attachmentId, name, sha256 },
  };
  const read = recordedRead({ database, clock }, open, download);
  return done({ name, mediaType, size, sha256, isStored: true, read });
}
