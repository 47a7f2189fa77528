import type { Database } from "#server/database/index.ts";

/** The most sessions per query; both databases allow more parameters. */
const AT_ONCE = 1_000;

/** Nearly always no row: of hundreds, reading each took a millisecond or more. */
const ENDED_SESSIONS = `SELECT "value" AS "id" FROM json_each(?) AS "asked" WHERE NOT EXISTS (
  SELECT 1 FROM "Session" WHERE "id" = "asked"."value" AND datetime("expiresAt") > datetime(?))`;

/**
 * Which of these sessions (identified by their hashes) are no longer valid, for any reason: signed
 * out, expired, or ended by another process. Does not prolong them.
 */
export async function endedSessions(
  { database, clock }: { readonly database: Database; readonly clock: () => Date },
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ended = new Set<string>();
  for (let from = 0; from < sessionIds.length; from += AT_ONCE) {
    const some = sessionIds.slice(from, from + AT_ONCE);
    for (const id of await endedOf(database, some, clock())) ended.add(id);
  }
  return ended;
}

/** Called twice a second while people write, and therefore without Prisma on SQLite. */
async function endedOf(
  { client, direct }: Database,
  sessionIds: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  if (direct) {
    const ids = JSON.stringify(sessionIds);
    const found = await direct.read((statements) =>
      statements.all(ENDED_SESSIONS, ids, now.toISOString()),
    );
    return found.map(({ id }) => String(id));
  }
  const valid = await client.session.findMany({
    where: { id: { in: [...sessionIds] }, expiresAt: { gt: now } },
    select: { id: true },
  });
  const stillValid = new Set(valid.map(({ id }) => id));
  return sessionIds.filter((id) => !stillValid.has(id));
}
