import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { useState } from "react";
import { ChoicesField } from "#app/ui/Field.tsx";
import {
  MatterAgency,
  MatterLead,
  MatterStory,
  MatterTitle,
} from "#app/features/matter/MatterFields.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { createMatterForm } from "#app/domain/forms/matter.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction = () => [{ title: "New matter · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.matters.choices(actor),
});

export const action = guardedAction({
  need: "signed in",
  form: createMatterForm,
  run: ({ actor, context, input }) => context.services.matters.create(actor, input),
  next: ({ slug }) => ({ to: `/matters/${slug}` }),
});

export default function NewMatter() {
  const { leads, organizations } = useLoaderData<typeof loader>();
  const only = leads.length === 1 ? leads[0] : undefined;
  const [form, fields] = useSentForm({
    id: "new-matter",
    schema: createMatterForm,
    answer: useActionData<typeof action>(),
    defaultValue: { leadOrganizationId: only?.id },
  });
  const [lead, setLead] = useState(only?.id);
  const others = organizations.filter(({ id }) => id !== lead);

  return (
    <Page title="New matter" crumbs={[{ to: "/", label: "Home" }]} narrow>
      <SentForm
        form={form}
        submit="Create matter"
        submitting="Creating…"
        beside={
          <>
            <Link to="/" className="link">
              Cancel
            </Link>
            <Link to="/bring-archive" className="link">
              Bring one in with an archive
            </Link>
          </>
        }
      >
        <MatterTitle fields={fields} />
        <MatterStory fields={fields} />
        {only ? (
          <div>
            <p className="font-medium">Lead organization</p>
            <p className="mt-1.5 flex items-center gap-2">
              <OrganizationChip organization={only} /> {only.name}
            </p>
            <input type="hidden" name={fields.leadOrganizationId.name} value={only.id} />
          </div>
        ) : (
          <MatterLead field={fields.leadOrganizationId} leads={leads} onChoose={setLead} />
        )}
        {others.length > 0 ? (
          <ChoicesField
            field={fields.partyIds}
            label="Other parties"
            hint="They are invited: once one of its administrators accepts, an organization’s people see the matter and its drafters write in its drafts. You can change this later."
            choices={others.map(organizationChoice)}
            multiple
            optional
          />
        ) : null}
        <MatterAgency fields={fields} />
      </SentForm>
    </Page>
  );
}
