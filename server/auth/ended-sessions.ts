import type { Database } from "#server/database/index.ts";

/** How many sessions one statement asks for; both databases take more. */
const AT_ONCE = 1_000;

const STANDING = `SELECT "id" FROM "Session"
  WHERE "id" IN (SELECT "value" FROM json_each(?)) AND datetime("expiresAt") > datetime(?)`;

/**
 * Which of these sessions (named by their hashes) do not stand any more, whoever ended them: signed
 * out, run out, or ended by another process. Asking does not prolong them.
 */
export async function endedSessions(
  { database, clock }: { readonly database: Database; readonly clock: () => Date },
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ended = new Set(sessionIds);
  for (let from = 0; from < sessionIds.length; from += AT_ONCE) {
    const some = sessionIds.slice(from, from + AT_ONCE);
    for (const id of await standing(database, some, clock())) ended.delete(id);
  }
  return ended;
}

/** Asked twice a second while people write, so on SQLite without Prisma between. */
async function standing(
  { client, direct }: Database,
  sessionIds: readonly string[],
  now: Date,
): Promise<string[]> {
  if (direct) {
    const ids = JSON.stringify(sessionIds);
    const found = await direct.read((statements) =>
      statements.all(STANDING, ids, now.toISOString()),
    );
    return found.map(({ id }) => String(id));
  }
  const found = await client.session.findMany({
    where: { id: { in: [...sessionIds] }, expiresAt: { gt: now } },
    select: { id: true },
  });
  return found.map(({ id }) => id);
}
