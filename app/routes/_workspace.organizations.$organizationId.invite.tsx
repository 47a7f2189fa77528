import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { TextField } from "#app/ui/Field.tsx";
import { InvitationReady } from "#app/features/organization/InvitationReady.tsx";
import { Page } from "#app/ui/Page.tsx";
import { RolesField } from "#app/features/organization/RolesField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { inviteForm } from "#app/domain/forms/invitation.ts";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { withAbsoluteUrl } from "#app/framework/absolute-url.ts";

export const meta: MetaFunction = () => [{ title: "Invite someone · Coalition Desk" }];

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
  form: inviteForm,
  run: ({ actor, params, context, input }) =>
    context.services.organizations.invite(actor, params.organizationId, input),
  next: (invitation, { context }) => ({
    said: "The invitation is ready.",
    show: withAbsoluteUrl(invitation, context.appUrl),
  }),
});

export default function Invite() {
  const { organization } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({ id: "invite", schema: inviteForm, answer });
  const people = `/organizations/${organization.id}`;

  return (
    <Page
      title={`Invite someone to ${organization.shortName}`}
      crumbs={[
        { to: "/", label: "Home" },
        { to: people, label: organization.name },
      ]}
      narrow
    >
      {answer?.show ? <InvitationReady invitation={answer.show} /> : null}
      <p className="mb-6 text-[0.9375rem]">
        <Link to={`${people}/invite-several`} className="link">
          Invite several at once
        </Link>
      </p>
      <SentForm
        form={form}
        submit={answer?.show ? "Make another invitation" : "Make the invitation"}
        submitting="Inviting…"
        beside={
          <Link to={people} className="link">
            {answer?.show ? "Back to the people" : "Cancel"}
          </Link>
        }
      >
        <TextField
          field={fields.email}
          label="E-mail address"
          type="email"
          hint="They sign in with it, and only they can accept the invitation."
        />
        <TextField
          field={fields.name}
          label="Name"
          hint="As it will stand beside their words; they can change it."
        />
        <RolesField field={fields.roles} />
      </SentForm>
    </Page>
  );
}
