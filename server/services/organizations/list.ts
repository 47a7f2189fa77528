import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import { unreadableDrafts } from "#server/services/documents/migrated.ts";
import type { OrganizationListView, OrganizationSummary } from "./views.ts";
import { unconfirmedPeople } from "#server/services/people/confirm.ts";
import { IS_HERE } from "./stand-in.ts";
import { organizationView } from "./tag.ts";

/**
 * The actor's organizations; all of them for those who may choose parties or create organizations.
 */
export async function listOrganizations(
  { database }: Resources,
  actor: Actor,
): Promise<Outcome<OrganizationListView>> {
  const all = may(actor, "organization.list", {}).ok;
  const rows = await database.client.organization.findMany({
    where: all ? IS_HERE : { memberships: { some: { userId: actor.userId } } },
    include: { memberships: { select: { id: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const organizations = rows.map((row): OrganizationSummary => {
    const subject = { organizationId: row.id };
    const viewPeople = may(actor, "organization.view", subject).ok;
    return {
      ...organizationView(row),
      peopleCount: viewPeople ? row.memberships.length : null,
      mine: actor.memberships.some(({ organizationId }) => organizationId === row.id),
      may: {
        viewPeople,
        managePeople: may(actor, "organization.manage-people", subject).ok,
      },
    };
  });
  // The workspace's administrator, who runs the server or knows who does.
  const create = may(actor, "organization.create", {}).ok;
  const unconfirmed = may(actor, "person.confirm", {}).ok
    ? await unconfirmedPeople(database.client)
    : [];
  return done({
    organizations,
    unconfirmed,
    unreadableDrafts: create ? await unreadableDrafts(database.client) : [],
    failedJobs: may(actor, "workspace.mend-jobs", {}).ok
      ? await database.client.job.count({ where: { doneAt: null, failedAt: { not: null } } })
      : 0,
    may: { create },
  });
}
