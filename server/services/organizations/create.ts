import type { Actor } from "#app/domain/actor.ts";
import { createOrganizationForm } from "#app/domain/forms/organization.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { readForm } from "#server/services/form.ts";
import { sendInvitation } from "#server/services/invitations/link.ts";
import { makeInvitation } from "#server/services/invitations/make.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import type { InvitationLink, OrganizationTag } from "#server/services/views.ts";
import { organizationTag } from "./tag.ts";
import { writeOrganization } from "./write.ts";

/** Creates an organization and invites its first administrator. */
export async function createOrganization(
  resources: Resources,
  actor: Actor,
  sent: unknown,
): Promise<Outcome<{ organization: OrganizationTag; invitation: InvitationLink }>> {
  const permitted = may(actor, "organization.create", {});
  if (!permitted.ok) return permitted;
  const form = readForm(createOrganizationForm, sent);
  if (!form.ok) return form;
  const { administratorName, administratorEmail, ...organizationForm } = form.value;
  const written = await resources.database.write(async (tx) => {
    const still = await reauthorize(tx, actor, "organization.create", {});
    if (!still.ok) return still;
    const organization = await writeOrganization(tx, resources, organizationForm, actor.userId);
    if (!organization.ok) return organization;
    const invitation = await makeInvitation(tx, resources, {
      organizationId: organization.value.id,
      email: administratorEmail,
      name: administratorName,
      roles: ["admin"],
      invitedById: actor.userId,
    });
    return invitation.ok
      ? done({ organization: organization.value, invitation: invitation.value })
      : invitation;
  });
  if (!written.ok) return written;
  const { organization, invitation } = written.value;
  return done({
    organization: organizationTag(organization),
    invitation: await sendInvitation(resources, invitation, {
      inviterName: actor.name,
      organizationName: organization.name,
    }),
  });
}
