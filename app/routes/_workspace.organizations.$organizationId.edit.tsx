import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { contactForm, renameOrganizationForm } from "#app/domain/forms/organization.ts";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { TextField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [
  { title: "Name, site and press contact · Coalition Desk" },
];

const guard = {
  params: organizationParams,
  need: permitted("organization.edit", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) =>
    context.services.organizations.contact(actor, params.organizationId),
});

export const action = guardedActions(guard, (handle) => ({
  name: handle({
    form: renameOrganizationForm,
    run: ({ actor, params, context, input }) =>
      context.services.organizations.rename(actor, params.organizationId, input),
    next: () => ({ said: "Name and city are saved; drafts print them from now on." }),
  }),
  contact: handle({
    form: contactForm,
    run: ({ actor, params, context, input }) =>
      context.services.organizations.setContact(actor, params.organizationId, input),
    next: () => ({
      said: "Site and press contact are saved; public pages say them with their next publication.",
    }),
  }),
}));

export default function OrganizationDetails() {
  const { id, name, city, website, pressName, pressEmail } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Name, site and press contact"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${id}`, label: name },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-10">
        <Section title="Name and city">
          <NameForm name={name} city={city} answer={answer} />
        </Section>
        <Section title="Site and press contact">
          <p className="mb-4 text-ink-soft">
            What the public pages of its matters say of the organization, from their next
            publication on.
          </p>
          <ContactForm {...{ website, pressName, pressEmail, answer }} />
        </Section>
        <p>
          <Link to={`/organizations/${id}`} className="link">
            Back to the people
          </Link>
        </p>
      </div>
    </Page>
  );
}

type Contact = Awaited<ReturnType<typeof loader>>;

interface Answered {
  readonly answer: FormAnswer<unknown> | undefined;
}

function NameForm({ name, city, answer }: Pick<Contact, "name" | "city"> & Answered) {
  const [form, fields] = useSentForm({
    id: "name",
    schema: renameOrganizationForm,
    answer,
    intent: "name",
    defaultValue: { name, city: city ?? undefined },
  });
  return (
    <SentForm form={form} intent="name" submit="Save name and city" submitting="Saving…">
      <TextField
        field={fields.name}
        label="Full name"
        hint="Letterheads of drafts change at once, and public pages with their next publication. Approved and filed papers keep what was signed. Captions, and names within a text, do not change by themselves."
      />
      <TextField
        field={fields.city}
        label="City"
        hint="As a letterhead prints it, such as “Oakland, CA”."
        optional
      />
    </SentForm>
  );
}

function ContactForm({
  website,
  pressName,
  pressEmail,
  answer,
}: Pick<Contact, "website" | "pressName" | "pressEmail"> & Answered) {
  const [form, fields] = useSentForm({
    id: "contact",
    schema: contactForm,
    answer,
    intent: "contact",
    defaultValue: {
      website: website ?? undefined,
      pressName: pressName ?? undefined,
      pressEmail: pressEmail ?? undefined,
    },
  });
  return (
    <SentForm form={form} intent="contact" submit="Save site and contact" submitting="Saving…">
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
  );
}
