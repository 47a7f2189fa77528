import { Link, useActionData, type MetaFunction } from "react-router";
import { TextField } from "#app/ui/Field.tsx";
import { InvitationReady } from "#app/features/organization/InvitationReady.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { createOrganizationForm } from "#app/domain/forms/organization.ts";
import { done } from "#app/domain/refusal.ts";
import { permitted } from "#app/framework/access-requirement.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { withAbsoluteUrl } from "#app/framework/absolute-url.ts";

export const meta: MetaFunction = () => [{ title: "New organization · Coalition Desk" }];

const guard = {
  need: permitted("organization.create", () => ({})),
} as const;

export const loader = guardedLoader({ ...guard, load: () => done(null) });

export const action = guardedAction({
  ...guard,
  form: createOrganizationForm,
  run: ({ actor, context, input }) => context.services.organizations.create(actor, input),
  next: ({ organization, invitation }, { context }) => ({
    said: `${organization.name} was created.`,
    show: { organization, invitation: withAbsoluteUrl(invitation, context.appUrl) },
  }),
});

export default function NewOrganization() {
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({
    id: "new-organization",
    schema: createOrganizationForm,
    answer,
  });
  const crumbs = [
    { to: "/", label: "Home" },
    { to: "/organizations", label: "Organizations" },
  ];

  if (answer?.show) {
    const { organization, invitation } = answer.show;
    return (
      <Page title={`${organization.name} was created`} crumbs={crumbs} narrow>
        <InvitationReady invitation={invitation} />
        <p>
          {invitation.name} administers it as soon as the invitation is accepted.{" "}
          <Link to="/organizations" className="link">
            Back to the organizations
          </Link>
        </p>
      </Page>
    );
  }
  return (
    <Page
      title="New organization"
      crumbs={crumbs}
      lead="Its first administrator gets an invitation and invites everyone else."
      narrow
    >
      <SentForm
        form={form}
        submit="Create organization and invite"
        submitting="Creating…"
        beside={
          <Link to="/organizations" className="link">
            Cancel
          </Link>
        }
      >
        <TextField field={fields.name} label="Full name" />
        <TextField
          field={fields.shortName}
          label="Short name"
          hint="As people say it; it appears beside the name of each of its people."
          short
        />
        <TextField field={fields.city} label="City" optional />
        <TextField field={fields.administratorName} label="Administrator’s name" />
        <TextField
          field={fields.administratorEmail}
          label="Administrator’s e-mail address"
          type="email"
        />
      </SentForm>
    </Page>
  );
}
