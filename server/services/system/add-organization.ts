import { createOrganizationForm } from "../../../app/domain/forms/organization";
import { done, type Outcome } from "../../../app/domain/refusal";
import { readForm } from "../form";
import { sendInvitation } from "../invitations/link";
import { makeInvitation } from "../invitations/make";
import { organizationTag } from "../organizations/tag";
import { writeOrganization } from "../organizations/write";
import type { InvitationLink, OrganizationTag } from "../views";
import type { SystemResources } from "./resources";

/** An organization with a link for the person who is to administer it. */
export async function addOrganization(
  resources: SystemResources,
  sent: unknown,
): Promise<Outcome<{ organization: OrganizationTag; invitation: InvitationLink }>> {
  const form = readForm(createOrganizationForm, sent);
  if (!form.ok) return form;
  const { administratorName, administratorEmail, ...organizationForm } = form.value;
  const written = await resources.database.write(async (tx) => {
    const organization = await writeOrganization(tx, resources, organizationForm, null);
    if (!organization.ok) return organization;
    const invitation = await makeInvitation(tx, resources, {
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
