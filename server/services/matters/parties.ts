import type { Instant } from "#server/services/instant.ts";
import type { Role } from "#app/domain/actor.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { rolesOf } from "#server/auth/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationView, type OrganizationTag } from "#server/services/organizations/tag.ts";

/** A party of a matter with its people. */
export interface PartyView extends OrganizationTag {
  readonly city: string | null;
  readonly lead: boolean;
  /** False for one that came with an archive, and stands for one elsewhere. */
  readonly isHere: boolean;
  readonly addedAt: Instant;
  readonly people: readonly {
    readonly userId: string;
    readonly name: string;
    readonly roles: readonly Role[];
  }[];
}

/** The parties of a matter in order, each with its people. */
export async function partiesOf(
  client: PrismaClient,
  matter: { readonly id: string; readonly leadOrganizationId: string },
): Promise<PartyView[]> {
  const rows = await client.matterParty.findMany({
    where: { matterId: matter.id },
    include: {
      organization: {
        include: {
          memberships: {
            include: { user: { select: { id: true, name: true, unconfirmed: true } }, roles: true },
            orderBy: [{ user: { name: "asc" } }, { id: "asc" }],
          },
        },
      },
    },
    orderBy: { position: "asc" },
  });
  return rows.map(({ organization, addedAt }) => ({
    ...organizationView(organization),
    lead: organization.id === matter.leadOrganizationId,
    isHere: organization.broughtFrom === null,
    addedAt: addedAt.toISOString(),
    people: organization.memberships.map(({ user, roles }) => ({
      userId: user.id,
      name: shownName(user),
      roles: rolesOf(roles),
    })),
  }));
}

/** Those of a matter's parties that are here: for who reads, signs and is named in what is written. */
export async function partiesHere(
  client: PrismaClient,
  matter: Parameters<typeof partiesOf>[1],
): Promise<PartyView[]> {
  return (await partiesOf(client, matter)).filter(({ isHere }) => isHere);
}
