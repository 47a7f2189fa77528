import type { Database } from "#server/database/index.ts";

/** The most sessions per query; both databases allow more parameters. */
const AT_ONCE = 1_000;

const VALID_SESSIONS = `SELECT "id" FROM "Session"
  WHERE "id" IN (SELECT "value" FROM json_each(?)) AND datetime("expiresAt") > datetime(?)`;

/**
 * Which of these sessions (identified by their hashes) are no longer valid, for any reason: signed
 * out, expired, or ended by another process. Does not prolong them.
 */
export async function endedSessions(
  { database, clock }: { readonly database: Database; readonly clock: () => Date },
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ended = new Set(sessionIds);
  for (let from = 0; from < sessionIds.length; from += AT_ONCE) {
    const some = sessionIds.slice(from, from + AT_ONCE);
    for (const id of await validSessions(database, some, clock())) ended.delete(id);
  }
  return ended;
}

/** Called twice a second while people write, and therefore without Prisma on SQLite. */
async function validSessions(
  { client, direct }: Database,
  sessionIds: readonly string[],
  now: Date,
): Promise<string[]> {
  if (direct) {
    const ids = JSON.stringify(sessionIds);
    const found = await direct.read((statements) =>
      statements.all(VALID_SESSIONS, ids, now.toISOString()),
    );
    return found.map(({ id }) => String(id));
  }
  const found = await client.session.findMany({
    where: { id: { in: [...sessionIds] }, expiresAt: { gt: now } },
    select: { id: true },
  });
  return found.map(({ id }) => id);
}
