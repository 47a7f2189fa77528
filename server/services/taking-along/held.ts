import * as z from "zod";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { BRINGING } from "#server/services/bringing/limits.ts";
import type { Resources } from "#server/services/resources.ts";

/** The organizations whose own threads are in an archive, by its row. */
export function ownThreadsIn({ ownThreadsOf }: { readonly ownThreadsOf: string }): string[] {
  return z.array(z.string()).parse(JSON.parse(ownThreadsOf));
}

/** Of archives that were brought, those whose bytes are in the store. */
const KEPT = { bytes: { gt: 0 } } as const;

/** How many archives have these bytes, those that were made here and those that were brought. */
export async function archivesWith(
  client: PrismaClient | Transaction,
  sha256: string,
  exceptId = "",
): Promise<number> {
  const where = { sha256, id: { not: exceptId } };
  const [taken, brought] = await Promise.all([
    client.takenArchive.count({ where }),
    client.broughtArchive.count({ where: { ...where, ...KEPT } }),
  ]);
  return taken + brought;
}

/** Whether an archive of these bytes is over, and they are about to go with it. */
export async function isArchiveGoing(
  client: PrismaClient | Transaction,
  sha256: string,
): Promise<boolean> {
  const over = { in: ["expired", "discarded"] };
  const [taken, brought] = await Promise.all([
    client.takenArchive.count({ where: { sha256, state: over } }),
    client.broughtArchive.count({ where: { sha256, ...KEPT, ...OVER } }),
  ]);
  return taken + brought > 0;
}

/** Archives that were brought and are of no use any more: the bytes of such ones are deleted. */
export const OVER = {
  OR: [
    { state: { in: ["expired", "discarded", "done"] } },
    // Those that did not agree with themselves, or were tried as often as they may be; others can be tried again.
    { state: "failed", report: null },
    { state: "failed", attempts: { gte: BRINGING.attempts } },
  ],
};

/** The hashes of all archives whose bytes are kept. */
export async function hashesOfArchives(client: PrismaClient): Promise<readonly string[]> {
  const [taken, brought] = await Promise.all([
    client.takenArchive.findMany({ where: { sha256: { not: null } }, select: { sha256: true } }),
    client.broughtArchive.findMany({ where: KEPT, select: { sha256: true } }),
  ]);
  return [...taken, ...brought].map(({ sha256 }) => sha256 ?? "");
}

/** Bytes that archives may still take: all that are kept, together, as much as files of all matters. */
export async function roomForArchives(
  client: PrismaClient | Transaction,
  { bytesOfWorkspace }: Resources["attachmentQuota"],
): Promise<number> {
  const [taken, brought] = await Promise.all([
    client.takenArchive.aggregate({ where: { sha256: { not: null } }, _sum: { bytes: true } }),
    client.broughtArchive.aggregate({ _sum: { bytes: true } }),
  ]);
  return bytesOfWorkspace - Number(taken._sum.bytes ?? 0) - Number(brought._sum.bytes ?? 0);
}

/**
 * Deletes the bytes of an archive that is over, unless somebody keeps the same ones: files are stored once
 * per hash, and an archive that was downloaded can be attached to a matter, or brought in.
 */
export async function deleteArchiveBytes(
  { database, blobs }: Pick<Resources, "database" | "blobs">,
  archiveId: string,
  sha256: string,
): Promise<void> {
  // The lock of the record: an upload of the same bytes is counted before this, or is asked to wait.
  const isHeld = await database.write(async (tx) => {
    const files = await tx.matterFile.count({ where: { sha256 } });
    return files + (await archivesWith(tx, sha256, archiveId)) > 0;
  });
  if (!isHeld) await blobs.delete(sha256);
}
