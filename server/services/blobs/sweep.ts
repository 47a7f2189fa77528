import type { Blobs } from "#server/blobs/index.ts";
import type { Exhibits } from "#server/exhibits/index.ts";
import { giveBackDeleted } from "#server/services/files/room.ts";
import type { Resources } from "#server/services/resources.ts";
import { hashesOfArchives } from "#server/services/taking-along/held.ts";

/** How long unreferenced files are kept: what was removed by mistake can be restored. */
const GRACE_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Deletes files that no draft, version or attachment has referred to for 30 days. Filings are
 * versions, and their PDFs contain their exhibits' pages besides. Returns the number of deleted
 * files.
 */
export async function sweepBlobs({
  database,
  blobs,
  exhibits,
  clock,
  log,
}: Pick<Resources, "database" | "clock" | "log"> & {
  readonly blobs: Pick<Blobs, "list" | "listUnused" | "used" | "unused" | "delete">;
  readonly exhibits: Pick<Exhibits, "forget">;
}): Promise<number> {
  const stored = new Set<string>();
  for await (const sha256 of blobs.list()) stored.add(sha256);
  // All at once: in a bucket, each question about one file is a request.
  const setAside = new Set<string>();
  for await (const sha256 of blobs.listUnused()) setAside.add(sha256);
  const named = await hashesNamedIn(database.client, stored);
  let deleted = 0;
  for (const sha256 of stored) {
    if (named.has(sha256)) {
      if (setAside.has(sha256)) await blobs.used(sha256);
    } else if (await blobs.unused(sha256, clock(), GRACE_MS)) {
      await exhibits.forget(sha256);
      stored.delete(sha256);
      deleted += 1;
      log.info({ sha256 }, "a file that nothing refers to is deleted");
    }
  }
  await giveBackDeleted({ database, blobs, clock }, stored);
  return deleted;
}

/**
 * Which of these hashes an attachment, a draft or a version mentions, anywhere in its text: keeping
 * a file needlessly costs little, deleting a needed one loses a document. One text at a time, as a
 * long one takes a while to read.
 */
async function hashesNamedIn(
  client: Resources["database"]["client"],
  sought: ReadonlySet<string>,
): Promise<Set<string>> {
  const named = new Set<string>();
  const look = (text: string) => {
    for (const [hash] of text.matchAll(/[0-9a-f]{64}/gu)) if (sought.has(hash)) named.add(hash);
  };
  if (sought.size === 0) return named;
  const attached = await client.attachment.findMany({
    where: { removedAt: null },
    select: { sha256: true },
  });
  for (const { sha256 } of attached) look(sha256);
  for (const sha256 of await hashesOfArchives(client)) look(sha256);
  const onlyIds = { select: { id: true } } as const;
  for (const { id } of await client.document.findMany(onlyIds)) {
    const row = await client.document.findUnique({ where: { id }, select: { facts: true } });
    look(row?.facts ?? "");
  }
  for (const { id } of await client.version.findMany(onlyIds)) {
    if (named.size === sought.size) break;
    const row = await client.version.findUnique({ where: { id }, select: { content: true } });
    look(row?.content ?? "");
  }
  return named;
}
