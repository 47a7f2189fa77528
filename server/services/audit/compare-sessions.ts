import type { AuditEventType } from "#app/domain/audit-event.ts";
import type { Database } from "#server/database/index.ts";
import { sessionInRecord } from "#server/auth/secrets.ts";
import { lineOf } from "./lines.ts";
import { NOT_BROUGHT } from "./brought.ts";

const ROWS_PER_QUERY = 500;

export interface SessionMismatch {
  readonly userId: string;
  readonly why: string;
}

interface SessionReach {
  readonly userId: string;
  readonly own: boolean;
  readonly via: string | null;
  /** How its person came in: where an organization requires its provider, nothing else reaches it. */
  readonly method: string;
  /** Whether it opens nothing before its person has set up a factor (P3). */
  readonly enrolling: boolean;
}

const NO_SIGN_IN = "has a session of which no line says that they signed in";
const NOT_ENROLLED =
  "has a session that is open though no line says that they set up the factor that was asked of them";
const OTHER_REACH = "has a session that reaches other organizations than its line says";

/**
 * Finds sessions of which no line, and no sign-in that waits for its line, says that somebody signed
 * in: whoever wrote one into the database is in, as somebody else. And those that reach further than
 * their lines say (P8), or are open without the factor that was asked of their person (P3).
 */
export async function compareSessions({
  client,
}: Pick<Database, "client">): Promise<SessionMismatch[]> {
  const open = new Map<string, SessionReach>();
  const found: SessionMismatch[] = [];
  /** Compares a session with what is said of its beginning. */
  const begun = (id: string, userId: string | null, reach: Omit<SessionReach, "userId">) => {
    const session = open.get(id);
    if (session?.userId !== userId) return;
    open.delete(id);
    const isSame =
      session.via === reach.via &&
      isByProvider(session) === isByProvider(reach) &&
      (session.own === reach.own || proved.has(id));
    if (!isSame) found.push({ userId, why: OTHER_REACH });
    // The other way around it opens less than it may.
    if (reach.enrolling && !session.enrolling && !enrolled.has(id)) {
      found.push({ userId, why: NOT_ENROLLED });
    }
  };
  for (let after = ""; ;) {
    const rows = await client.session.findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: ROWS_PER_QUERY,
      select: { id: true, userId: true, own: true, via: true, method: true, enrolling: true },
    });
    for (const { id, ...session } of rows) open.set(sessionInRecord(id), session);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < ROWS_PER_QUERY) break;
  }
  const proved = await sessionsOf(client, open, ["session.own-factor-proved"]);
  const enrolled = await sessionsOf(client, open, SET_UP);
  // Before the lines: one that waits now may have its line in a moment.
  for (const { id, userId, own, via, method, enrolling } of await client.unrecordedSignIn.findMany({
    where: { refused: 0 },
  })) {
    begun(id, userId, { own, via, method: method ?? "password", enrolling });
  }
  for (let after = 0; open.size > 0;) {
    const lines = await client.auditEvent.findMany({
      where: { type: "session.signed-in", sequence: { gt: after }, ...NOT_BROUGHT },
      orderBy: { sequence: "asc" },
      take: ROWS_PER_QUERY,
    });
    for (const { actorId, details } of lines.map(lineOf)) {
      const { session, via = null, own = true, method, enrolling } = details;
      if (typeof session !== "string" || typeof own !== "boolean") continue;
      const through = typeof via === "string" ? via : null;
      const reach = { own, via: through, method: String(method), enrolling: enrolling === true };
      begun(session, actorId, reach);
    }
    after = lines.at(-1)?.sequence ?? after;
    if (lines.length < ROWS_PER_QUERY) break;
  }
  return [...found, ...[...open.values()].map(({ userId }) => ({ userId, why: NO_SIGN_IN }))];
}

/** Setting up a required factor changes how a session was proved, but never into this, or out of it. */
const isByProvider = ({ method }: Pick<SessionReach, "method">) => method === "identity-provider";

/** The lines of a factor's set-up; they name the session where it was set up to come in. */
const SET_UP = ["person.passkey-added", "person.second-factor-set"] as const;

/** Those of the sessions that lines of these types name, written by their own people. */
async function sessionsOf(
  client: Database["client"],
  open: ReadonlyMap<string, SessionReach>,
  types: readonly AuditEventType[],
): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for (let after = 0; ;) {
    const lines = await client.auditEvent.findMany({
      where: { type: { in: [...types] }, sequence: { gt: after }, ...NOT_BROUGHT },
      orderBy: { sequence: "asc" },
      take: ROWS_PER_QUERY,
    });
    for (const { actorId, details } of lines.map(lineOf)) {
      const { session } = details;
      if (typeof session === "string" && open.get(session)?.userId === actorId) named.add(session);
    }
    after = lines.at(-1)?.sequence ?? after;
    if (lines.length < ROWS_PER_QUERY) return named;
  }
}
