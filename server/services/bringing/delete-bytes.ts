import type { Resources } from "#server/services/resources.ts";
import { deleteArchiveBytes, OVER } from "#server/services/taking-along/held.ts";

/** Deletes the bytes of archives that nobody needs any more. */
export async function deleteWhatIsOver(
  resources: Pick<Resources, "database" | "blobs">,
): Promise<void> {
  const { client } = resources.database;
  const over = await client.broughtArchive.findMany({
    where: { ...OVER, bytes: { gt: 0 } },
    select: { id: true, sha256: true },
  });
  for (const row of over) await deleteBytesOf(resources, row);
}

/** Deletes the bytes of an archive that is over, unless somebody keeps the same ones. */
export async function deleteBytesOf(
  resources: Pick<Resources, "database" | "blobs">,
  { id, sha256 }: { readonly id: string; readonly sha256: string },
): Promise<void> {
  await deleteArchiveBytes(resources, id, sha256);
  await resources.database.client.broughtArchive.updateMany({ where: { id }, data: { bytes: 0 } });
}
