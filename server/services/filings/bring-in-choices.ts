import type { Actor } from "#app/domain/actor.ts";
import { dateIn } from "#app/domain/dates.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { newDocumentSubject } from "#server/services/documents/details-for-new.ts";
import { knownAgency } from "#server/services/matters/agency.ts";
import { listDockets } from "#server/services/dockets/show.ts";
import { matterFor } from "#server/services/matters/load.ts";
import { organizationsHereEver } from "#server/services/matters/parties-ever.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { BringInChoices } from "./views.ts";

/** Whoever may confirm a filing in a matter may bring one in: the paper is filed from then on. */
export function toBringIn(matter: MatterSubject) {
  return { document: newDocumentSubject("", "request", matter) };
}

/** Whether the actor may bring in a paper there; checked before anything is read. */
export async function mayBringIn(
  { database }: Pick<Resources, "database">,
  actor: Actor,
  slug: string,
): Promise<Outcome<void>> {
  const found = await matterFor(database.client, actor, "matter.view", slug);
  return found.ok ? may(actor, "document.file", toBringIn(found.value.subject)) : found;
}

/** The options of the form that brings in a paper (L59). */
export async function bringInChoices(
  { database, clock }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<BringInChoices>> {
  const { client } = database;
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const allowed = may(actor, "document.file", toBringIn(subject));
  if (!allowed.ok) return allowed;
  const organizations = await organizationsHereEver(client, row.id);
  const dockets = await listDockets(client, row.id);
  const { component, department } = knownAgency(row);
  return done({
    matter: { slug: row.slug, title: row.title },
    organizations: organizations.map(({ hasLeft, ...organization }) => ({
      ...organizationTag(organization),
      hasLeft,
    })),
    dockets: dockets.map(({ id, name }) => ({ id, name })),
    agency: component ?? department,
    // A day begins there first; what is sent is compared with the day of the zone that is chosen.
    today: dateIn(clock(), "Pacific/Guam"),
  });
}
