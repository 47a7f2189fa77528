import type { Actor } from "#app/domain/actor.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { may } from "#app/domain/permissions.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

export const WITH_PARTIES = {
  parties: { select: { organizationId: true }, orderBy: { position: "asc" } },
} as const;

/** A matter's row with what decisions need to know of it; null if there is none. */
export async function loadMatter(client: PrismaClient | Transaction, slug: string) {
  const row = await client.matter.findUnique({ where: { slug }, include: WITH_PARTIES });
  return row ? { row, facts: factsOfMatter(row) } : null;
}

export function factsOfMatter(row: {
  readonly id: string;
  readonly leadOrganizationId: string;
  readonly parties: readonly { readonly organizationId: string }[];
}): MatterSubject {
  return {
    matterId: row.id,
    leadOrganizationId: row.leadOrganizationId,
    partyIds: new Set(row.parties.map(({ organizationId }) => organizationId)),
  };
}

type MatterPermission =
  | "matter.view"
  | "matter.edit-narrative"
  | "matter.change-parties"
  | "matter.hand-over-lead"
  | "matter.edit-facts"
  | "document.create"
  | "docket.create"
  | "docket.edit";

/** The matter, if the actor may do that to it. */
export async function matterFor(
  client: PrismaClient | Transaction,
  actor: Actor,
  permission: MatterPermission,
  slug: string,
): Promise<Outcome<NonNullable<Awaited<ReturnType<typeof loadMatter>>>>> {
  const matter = await loadMatter(client, slug);
  if (!matter) return refuse("not-found");
  const permitted = may(actor, permission, { matter: matter.facts });
  return permitted.ok ? done(matter) : permitted;
}
