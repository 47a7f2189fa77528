import type { Actor } from "../../../app/domain/actor";
import { createOrganizationForm } from "../../../app/domain/forms/organization";
import { may } from "../../../app/domain/permissions";
import { done, type Outcome } from "../../../app/domain/refusal";
import { readForm } from "../form";
import { sendInvitation } from "../invitations/link";
import { makeInvitation } from "../invitations/make";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import type { InvitationLink, OrganizationTag } from "../views";
import { organizationTag } from "./tag";
import { writeOrganization } from "./write";

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
    const still = await stillMay(tx, actor, "organization.create", {});
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
