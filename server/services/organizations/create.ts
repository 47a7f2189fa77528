import { createOrganizationForm } from "#app/domain/forms/organization.ts";
import { done } from "#app/domain/refusal.ts";
import { command, workspaceTo } from "#server/services/command.ts";
import { sendInvitation } from "#server/services/invitations/link.ts";
import { makeInvitation } from "#server/services/invitations/make.ts";
import { organizationTag } from "./tag.ts";
import { writeOrganization } from "./write.ts";

/** Creates an organization and invites its first administrator. */
export const createOrganization = command({
  on: workspaceTo("organization.create"),
  form: createOrganizationForm,
  prepare: ({ resources: { mail } }) => done(mail.configured),
  async run({ tx, at, ids, actor, form, prepared: mailed }) {
    const { administratorName, administratorEmail, ...organizationForm } = form;
    const made = { at, ids };
    const organization = await writeOrganization(tx, made, organizationForm, actor.userId);
    if (!organization.ok) return organization;
    const invitation = await makeInvitation(
      tx,
      { ...made, mailed },
      {
        organizationId: organization.value.id,
        email: administratorEmail,
        name: administratorName,
        roles: ["admin"],
        invitedById: actor.userId,
      },
    );
    return invitation.ok
      ? done({ organization: organization.value, invitation: invitation.value })
      : invitation;
  },
  answer: async ({ organization, invitation }, { resources, actor }) =>
    done({
      organization: organizationTag(organization),
      invitation: await sendInvitation(resources, invitation, {
        inviterName: actor.name,
        organizationName: organization.name,
      }),
    }),
});
