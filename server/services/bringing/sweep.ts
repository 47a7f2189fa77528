import type { Resources } from "#server/services/resources.ts";
import { deleteWhatIsOver } from "./delete-bytes.ts";
import { BRINGING } from "./limits.ts";
import { deleteOldLeftOvers } from "./opening.ts";

/**
 * Deletes archives whose days are over, those that were brought in or discarded, and all that they say:
 * that one was brought in, and which matters came of it, is kept.
 * @param folder in which they are unpacked.
 */
export async function sweepBrought(
  resources: Pick<Resources, "database" | "blobs" | "clock">,
  folder: string,
): Promise<void> {
  const { client } = resources.database;
  const now = resources.clock();
  await client.broughtArchive.updateMany({
    where: { state: { in: ["ready", "failed"] }, expiresAt: { lte: now } },
    data: { state: "expired" },
  });
  await deleteWhatIsOver(resources);
  await client.broughtArchive.updateMany({
    where: {
      OR: [{ state: { in: ["expired", "discarded"] } }, { state: "done", expiresAt: { lte: now } }],
      report: { not: null },
    },
    data: { report: null, choices: null },
  });
  await client.broughtArchive.deleteMany({
    where: {
      state: { in: ["expired", "discarded", "failed"] },
      bytes: 0,
      broughtAt: { lt: new Date(now.getTime() - BRINGING.toldMs) },
    },
  });
  await deleteOldLeftOvers(folder, now);
}
