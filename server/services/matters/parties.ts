import { shownName } from "../../../app/domain/shown-name";
import { rolesOf } from "../../auth";
import type { PrismaClient } from "../../database";
import { organizationView } from "../organizations/tag";
import type { PartyView } from "../views";

/** The parties of a matter in their order, each with its people. */
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
    addedAt: addedAt.toISOString(),
    people: organization.memberships.map(({ user, roles }) => ({
      userId: user.id,
      name: shownName(user),
      roles: rolesOf(roles),
    })),
  }));
}
