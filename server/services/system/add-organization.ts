import { createOrganizationForm } from "#app/domain/forms/organization.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { readForm } from "#server/services/form.ts";
import { sendInvitation } from "#server/services/invitations/link.ts";
import { makeInvitation } from "#server/services/invitations/make.ts";
import { organizationTag, type OrganizationTag } from "#server/services/organizations/tag.ts";
import { writeOrganization } from "#server/services/organizations/write.ts";
import type { InvitationLink } from "#server/services/invitations/views.ts";
import type { SystemResources } from "./resources.ts";

/** Creates an organization with a link for its first administrator. */
export async function addOrganization(
  resources: SystemResources,
  sent: unknown,
): Promise<Outcome<{ organization: OrganizationTag; invitation: InvitationLink }>> {
  const form = readForm(createOrganizationForm, sent);
  if (!form.ok) return form;
  const { administratorName, administratorEmail, ...organizationForm } = form.value;
  const { database, clock, ids, mail } = resources;
  const written = await database.write(async (tx) => {
    const made = { at: clock(), ids, mailed: mail.configured };
    const organization = await writeOrganization(tx, made, organizationForm, null);
    if (!organization.ok) return organization;
    const invitation = await makeInvitation(tx, made, {
      organizationId: organization.value.id,
      email: administratorEmail,
      name: administratorName,
      roles: ["admin"],
      invitedById: null,
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
      inviterName: null,
      onServer: true,
      organizationName: organization.name,
    }),
  });
}
