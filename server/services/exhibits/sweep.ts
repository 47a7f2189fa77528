import type { Resources } from "#server/services/resources.ts";

/**
 * Deletes exhibits' PDFs that no draft and no version refers to any more, and has not for 30 days. What
 * was filed is a version, and its PDF holds its exhibits' pages besides. Answers how many were deleted.
 */
export async function sweepExhibits({
  database,
  exhibits,
  clock,
  log,
}: Pick<Resources, "database" | "exhibits" | "clock" | "log">): Promise<number> {
  const deleted = await exhibits.sweep(
    (kept) => hashesNamedIn(database.client, new Set(kept)),
    clock(),
  );
  for (const sha256 of deleted)
    log.info({ sha256 }, "an exhibit that nothing refers to is deleted");
  return deleted.length;
}

/**
 * Which of these hashes a draft or a version names, wherever in its text: to keep a file for nothing
 * costs little, to miss one a paper. One text at a time, as a long one takes a while to read.
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
