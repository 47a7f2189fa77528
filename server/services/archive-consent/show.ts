import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { ArchiveConsentView } from "./views.ts";

export async function showArchiveConsent(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  organizationId: string,
): Promise<Outcome<ArchiveConsentView>> {
  const allowed = may(actor, "organization.edit", { organizationId });
  if (!allowed.ok) return allowed;
  const row = await client.organization.findUnique({
    where: { id: organizationId },
    include: { archiveConsent: true },
  });
  if (!row) return refuse("not-found");
  const { archiveConsent: given } = row;
  const by = given && (await client.user.findUnique({ where: { id: given.givenById } }));
  return done({
    organization: organizationTag(row),
    given: given && { by: by?.name ?? null, at: given.givenAt.toISOString() },
  });
}
