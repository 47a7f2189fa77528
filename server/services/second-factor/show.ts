import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag, type OrganizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { FactorBrowser } from "./fresh-proof.ts";
import { factorStanding, hostOf, mayChangeFactor, maySetUpFactor } from "./standing.ts";
import type { EnrollmentView, SecondFactorView } from "./views.ts";

/** The actor's own code app. */
export async function showSecondFactor(
  { database: { client }, auth, encryption, appUrl }: Resources,
  actor: Actor,
  { sessionId, cookies }: FactorBrowser,
): Promise<Outcome<SecondFactorView>> {
  const standing = await factorStanding(client, actor.userId, hostOf(appUrl));
  if (!standing) return refuse("not-signed-in");
  const { hasPassword, factor, recoveryCodesLeft } = standing;
  const may = mayChangeFactor(actor, standing);
  const { userId } = actor;
  return done({
    asksProof: !(await auth.freshProofs.has({ userId, sessionId }, cookies)),
    hasPasskey: standing.passkeys > 0,
    hasPassword,
    app: factor && {
      createdAt: factor.createdAt.toISOString(),
      via: await organizationOf(client, factor.via),
      recoveryCodesLeft,
    },
    locked: may.ok ? null : may.refusal.sentence,
    replacesLost: !may.ok && maySetUpFactor(actor, standing).ok,
    canSeal: encryption.canSeal(),
    requiredBy: await requiringOf(client, actor.userId),
  });
}

/** The page of somebody who has to set up a factor before they come in; null once they are in. */
export async function showEnrollment(
  { database: { client }, encryption, appUrl }: Resources,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<EnrollmentView | null>> {
  const session = await client.session.findUnique({ where: { id: sessionId } });
  if (session?.enrolling === false) return done(null);
  const standing = await factorStanding(client, actor.userId, hostOf(appUrl));
  if (!standing) return refuse("not-signed-in");
  return done({
    email: actor.email,
    requiredBy: await requiringOf(client, actor.userId),
    hasFactorAtHand: standing.hasFactorAtHand,
    mayUseApp: maySetUpFactor(actor, standing).ok,
    canSeal: encryption.canSeal(),
  });
}

async function organizationOf(
  client: PrismaClient,
  id: string | null,
): Promise<OrganizationTag | null> {
  const row = id === null ? null : await client.organization.findUnique({ where: { id } });
  return row && organizationTag(row);
}

/** The organizations that require a passkey or a code of the person (server/auth/required-factor.ts). */
async function requiringOf(client: PrismaClient, userId: string): Promise<OrganizationTag[]> {
  const rows = await client.organization.findMany({
    where: {
      requiresFactor: true,
      memberships: { some: { userId, roles: { some: { role: { in: ["reviewer", "staff"] } } } } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(organizationTag);
}
