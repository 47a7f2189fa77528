import { counted } from "#app/domain/counted.ts";
import { hasProcessTables, type RunStatement } from "#server/database/program.ts";
import { ok, skipped, warning, type DoctorFinding } from "./finding.ts";

/** Of a person `u`: a password or a passkey in which no organization had a hand. */
const HAS_OWN = `(
  (u."passwordHash" IS NOT NULL AND u."passwordVia" IS NULL)
  OR EXISTS (SELECT 1 FROM "Passkey" k WHERE k."userId" = u."id" AND k."via" IS NULL)
)`;

/** Of a person `u`: something better than a password. */
const HAS_FACTOR = `(
  EXISTS (SELECT 1 FROM "Passkey" k WHERE k."userId" = u."id" AND k."via" IS NULL)
  OR EXISTS (SELECT 1 FROM "SecondFactor" f WHERE f."userId" = u."id" AND f."via" IS NULL)
)`;

/** Organizations that require their own sign-in, and whose chosen administrator can't come in otherwise. */
const WITHOUT_WAY_AROUND = `
  SELECT o."shortName" AS name FROM "IdentityProvider" p
  JOIN "Organization" o ON o."id" = p."organizationId"
  WHERE p."required" = true AND NOT EXISTS (
    SELECT 1 FROM "User" u
    JOIN "Membership" m ON m."userId" = u."id" AND m."organizationId" = p."organizationId"
    JOIN "MembershipRole" r ON r."membershipId" = m."id" AND r."role" = 'admin'
    WHERE u."id" = p."breakGlassId" AND (u."passwordVia" = p."organizationId" OR ${HAS_OWN})
  ) ORDER BY o."shortName"`;

/** Whether those can come in on whom the others depend (P6, P8). */
export async function checkWaysIn(
  run: RunStatement,
  { provider }: { readonly provider: "sqlite" | "postgresql" },
): Promise<DoctorFinding> {
  if (!(await hasProcessTables(run, provider))) return skipped("The database is empty.");
  const stuck = (await run(WITHOUT_WAY_AROUND)).map(({ name }) => String(name));
  if (stuck.length > 0) {
    return warning(
      `Where its own sign-in is down, nobody comes in any more for ${stuck.join(", ")}: the administrator who may come in otherwise has no password and no passkey of their own.`,
      "They add a passkey, or the organization chooses another administrator on the page of its sign-in; else help with npm run admin -- recover.",
    );
  }
  const [row] = await run(`
    SELECT COUNT(*) AS people,
      SUM(CASE WHEN ${HAS_OWN} THEN 1 ELSE 0 END) AS own,
      SUM(CASE WHEN ${HAS_FACTOR} THEN 1 ELSE 0 END) AS factor
    FROM "User" u WHERE u."workspaceAdmin" = true`);
  const people = Number(row?.["people"]);
  const [own, factor] = [Number(row?.["own"] ?? 0), Number(row?.["factor"] ?? 0)];
  if (people === 0) return skipped("The workspace is not set up, or has no administrator.");
  if (own === 0) {
    return warning(
      "No administrator of the workspace can come in as that: none has a password or a passkey of their own.",
      "Help one of them with npm run admin -- recover.",
    );
  }
  return ok(
    `${own} of ${counted(people, "administrator")} of the workspace can come in; ${factor} with a passkey or a code app.`,
  );
}
