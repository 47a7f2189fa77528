import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { inviteSeveralForm, MOST_AT_ONCE } from "#app/domain/forms/invitation.ts";
import { InvitationReady } from "#app/features/organization/InvitationReady.tsx";
import { RolesField } from "#app/features/organization/RolesField.tsx";
import { withAbsoluteUrl } from "#app/framework/absolute-url.ts";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Invite several people · Coalition Desk" }];

const guard = {
  params: organizationParams,
  need: permitted("organization.manage-people", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) =>
    context.services.organizations.people(actor, params.organizationId),
});

export const action = guardedAction({
  ...guard,
  form: inviteSeveralForm,
  run: ({ actor, params, context, input }) =>
    context.services.organizations.inviteSeveral(actor, params.organizationId, input),
  next: (invitations, { context }) => ({
    said: `${invitations.length} invited.`,
    show: invitations.map((invitation) => withAbsoluteUrl(invitation, context.appUrl)),
  }),
});

export default function InviteSeveral() {
  const { organization } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({ id: "several", schema: inviteSeveralForm, answer });
  const people = `/organizations/${organization.id}`;
  return (
    <Page
      title={`Invite several people to ${organization.shortName}`}
      crumbs={[
        { to: "/", label: "Home" },
        { to: people, label: organization.name },
      ]}
      narrow
    >
      {answer?.show?.map((invitation) => (
        <InvitationReady key={invitation.invitationId} invitation={invitation} />
      ))}
      <SentForm
        form={form}
        submit="Make the invitations"
        submitting="Inviting…"
        beside={
          <Link to={people} className="link">
            {answer?.show ? "Back to the people" : "Cancel"}
          </Link>
        }
      >
        <ParagraphsField
          field={fields.people}
          label="People"
          hint={`At most ${MOST_AT_ONCE}, one a line: a name, a comma, an e-mail address. Where one line is wrong, nobody is invited yet.`}
          rows={6}
        />
        <RolesField field={fields.roles} />
      </SentForm>
    </Page>
  );
}
