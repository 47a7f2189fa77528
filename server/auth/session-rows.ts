import type { Database, SqlRow } from "#server/database/index.ts";
import type { PersonRows } from "./actor.ts";

/** A session with its person, from their current rows. */
interface SessionRows {
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly lastUsedAt: Date | null;
  readonly method: string;
  readonly own: boolean;
  readonly via: string | null;
  readonly enrolling: boolean;
  readonly person: PersonRows;
}

/** One row for each role of each membership; a person without either has one row. */
const SESSION = `SELECT s."id" AS "sessionId", s."expiresAt", s."userAgent", s."address",
    s."lastUsedAt", s."method", s."own", s."via", s."enrolling",
    u."id" AS "userId", u."name", u."email", u."workspaceAdmin", u."unconfirmed",
    o."id" AS "organizationId", o."name" AS "organizationName", o."shortName", o."colour",
    p."required" AS "providerRequired", p."breakGlassId", r."role"
  FROM "Session" s
  JOIN "User" u ON u."id" = s."userId"
  LEFT JOIN "Membership" m ON m."userId" = u."id"
  LEFT JOIN "Organization" o ON o."id" = m."organizationId"
  LEFT JOIN "IdentityProvider" p ON p."organizationId" = m."organizationId"
  LEFT JOIN "MembershipRole" r ON r."membershipId" = m."id"
  WHERE s."id" = $1
  ORDER BY m."createdAt", m."id"`;

/**
 * The session with that id (the hash of its secret) and its person, even if expired; null if there
 * is none. Called for every page and every socket, and therefore one statement.
 */
export async function readSession(
  database: Pick<Database, "query">,
  id: string,
): Promise<SessionRows | null> {
  const rows = await database.query(SESSION, id);
  const [row] = rows;
  if (!row) return null;
  return {
    id: String(row.sessionId),
    userId: String(row.userId),
    expiresAt: new Date(row.expiresAt as string | Date),
    userAgent: textOrNull(row.userAgent),
    address: textOrNull(row.address),
    lastUsedAt: row.lastUsedAt === null ? null : new Date(row.lastUsedAt as string | Date),
    method: String(row.method),
    own: Number(row.own) === 1,
    via: textOrNull(row.via),
    enrolling: Number(row.enrolling) === 1,
    person: {
      id: String(row.userId),
      name: String(row.name),
      email: String(row.email),
      workspaceAdmin: Number(row.workspaceAdmin) === 1,
      unconfirmed: Number(row.unconfirmed) === 1,
      memberships: membershipsIn(rows),
    },
  };
}

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value));

function membershipsIn(rows: readonly SqlRow[]): PersonRows["memberships"] {
  const memberships: { organization: Organization; roles: { role: string }[] }[] = [];
  for (const row of rows) {
    if (row.organizationId === null) continue;
    const id = String(row.organizationId);
    let membership = memberships.at(-1);
    if (membership?.organization.id !== id) {
      membership = { organization: organizationIn(row, id), roles: [] };
      memberships.push(membership);
    }
    if (row.role !== null) membership.roles.push({ role: String(row.role) });
  }
  return memberships;
}

type Organization = PersonRows["memberships"][number]["organization"];

function organizationIn(row: SqlRow, id: string): Organization {
  return {
    id,
    name: String(row.organizationName),
    shortName: String(row.shortName),
    colour: Number(row.colour),
    provider:
      row.providerRequired === null
        ? null
        : {
            required: Number(row.providerRequired) === 1,
            breakGlassId: textOrNull(row.breakGlassId),
          },
  };
}
