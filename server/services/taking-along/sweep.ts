import type { Resources } from "#server/services/resources.ts";
import { deleteArchiveBytes } from "./held.ts";
import { TAKING_ALONG } from "./limits.ts";

/** Deletes archives whose days are over, and those that were discarded; told of, they go a while later. */
export async function sweepArchives(
  resources: Pick<Resources, "database" | "blobs" | "clock">,
): Promise<void> {
  const { clock } = resources;
  const { client } = resources.database;
  const now = clock();
  await client.takenArchive.updateMany({
    where: { state: "ready", expiresAt: { lte: now } },
    data: { state: "expired" },
  });
  const gone = await client.takenArchive.findMany({
    where: { state: { in: ["expired", "discarded"] }, sha256: { not: null } },
    select: { id: true, sha256: true },
  });
  for (const { id, sha256 } of gone) {
    if (sha256 !== null) await deleteArchiveBytes(resources, id, sha256);
    await client.takenArchive.update({ where: { id }, data: { sha256: null, bytes: null } });
  }
  await client.takenArchive.deleteMany({
    where: {
      state: { in: ["expired", "discarded", "failed"] },
      sha256: null,
      askedAt: { lt: new Date(now.getTime() - TAKING_ALONG.toldMs) },
    },
  });
}
