import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { contactForm } from "#app/domain/forms/organization.ts";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { TextField } from "#app/ui/Field.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Site and press contact · Coalition Desk" }];

const guard = {
  params: organizationParams,
  need: permitted("organization.edit", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) =>
    context.services.organizations.contact(actor, params.organizationId),
});

export const action = guardedAction({
  ...guard,
  form: contactForm,
  run: ({ actor, params, context, input }) =>
    context.services.organizations.setContact(actor, params.organizationId, input),
  next: (_nothing, { params }) => ({ to: `/organizations/${params.organizationId}` }),
});

export default function OrganizationContact() {
  const { id, name, website, pressName, pressEmail } = useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "contact",
    schema: contactForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      website: website ?? undefined,
      pressName: pressName ?? undefined,
      pressEmail: pressEmail ?? undefined,
    },
  });
  return (
    <Page
      title="Site and press contact"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${id}`, label: name },
      ]}
      lead="What the public pages of its matters say of the organization, from their next publication on."
      narrow
    >
      <SentForm
        form={form}
        submit="Save"
        submitting="Saving…"
        beside={
          <Link to={`/organizations/${id}`} className="link">
            Cancel
          </Link>
        }
      >
        <TextField
          field={fields.website}
          label="Its own site"
          hint="The whole address, such as https://www.example.org."
          optional
        />
        <TextField
          field={fields.pressName}
          label="Press contact"
          hint="A person or an office, such as “Press office”."
          optional
        />
        <TextField
          field={fields.pressEmail}
          label="E-mail address for the press"
          hint="Everybody can read it on the public page."
          type="email"
          optional
        />
      </SentForm>
    </Page>
  );
}
