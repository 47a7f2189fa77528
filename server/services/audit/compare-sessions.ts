import type { Database } from "#server/database/index.ts";
import { sessionInRecord } from "#server/auth/secrets.ts";
import { lineOf } from "./lines.ts";

const ROWS_PER_QUERY = 500;

export interface SessionMismatch {
  readonly userId: string;
  readonly why: string;
}

/**
 * Finds sessions of which no line, and no sign-in that waits for its line, says that somebody signed
 * in: whoever wrote one into the database is in, as somebody else.
 */
export async function compareSessions({
  client,
}: Pick<Database, "client">): Promise<SessionMismatch[]> {
  const open = new Map<string, string>();
  for (let after = ""; ;) {
    const rows = await client.session.findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: ROWS_PER_QUERY,
      select: { id: true, userId: true },
    });
    for (const { id, userId } of rows) open.set(sessionInRecord(id), userId);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < ROWS_PER_QUERY) break;
  }
  // Before the lines: one that waits now may have its line in a moment.
  for (const { id, userId } of await client.unrecordedSignIn.findMany({ where: { refused: 0 } })) {
    if (open.get(id) === userId) open.delete(id);
  }
  for (let after = 0; open.size > 0;) {
    const lines = await client.auditEvent.findMany({
      where: { type: "session.signed-in", sequence: { gt: after } },
      orderBy: { sequence: "asc" },
      take: ROWS_PER_QUERY,
    });
    for (const { actorId, details } of lines.map(lineOf)) {
      const session = details["session"];
      if (typeof session === "string" && open.get(session) === actorId) open.delete(session);
    }
    after = lines.at(-1)?.sequence ?? after;
    if (lines.length < ROWS_PER_QUERY) break;
  }
  const why = "has a session of which no line says that they signed in";
  return [...open.values()].map((userId) => ({ userId, why }));
}
