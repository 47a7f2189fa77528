import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { MatterChoices } from "./views.ts";
import { IS_HERE } from "#server/services/organizations/stand-in.ts";

/** The options of the form for a new matter; refuses those who can't create one. */
export async function matterChoices(
  { database }: Resources,
  actor: Actor,
): Promise<Outcome<MatterChoices>> {
  const listed = may(actor, "organization.list", {});
  if (!listed.ok) return listed;
  const rows = await database.client.organization.findMany({
    where: IS_HERE,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const organizations = rows.map(organizationTag);
  const leads = organizations.filter(
    ({ id }) => may(actor, "matter.create", { organizationId: id }).ok,
  );
  return leads.length > 0 ? done({ leads, organizations }) : refuse("forbidden");
}
