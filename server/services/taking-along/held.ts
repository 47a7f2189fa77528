import * as z from "zod";
import type { Resources } from "#server/services/resources.ts";

/** The organizations whose own threads are in an archive, by its row. */
export function ownThreadsIn({ ownThreadsOf }: { readonly ownThreadsOf: string }): string[] {
  return z.array(z.string()).parse(JSON.parse(ownThreadsOf));
}

/**
 * Deletes the bytes of an archive that is over, unless somebody keeps the same ones: files are stored once
 * per hash, and an archive that was downloaded can be attached to a matter.
 */
export async function deleteArchiveBytes(
  { database, blobs }: Pick<Resources, "database" | "blobs">,
  archiveId: string,
  sha256: string,
): Promise<void> {
  // The lock of the record: an upload of the same bytes is counted before this, or is asked to wait.
  const isHeld = await database.write(async (tx) => {
    const [files, archives] = await Promise.all([
      tx.matterFile.count({ where: { sha256 } }),
      tx.takenArchive.count({ where: { sha256, id: { not: archiveId } } }),
    ]);
    return files + archives > 0;
  });
  if (!isHeld) await blobs.delete(sha256);
}
