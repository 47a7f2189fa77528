import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { useState } from "react";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { duplicateMatterForm, type MatterPart } from "#app/domain/forms/matter.ts";
import { MatterLead } from "#app/features/matter/MatterFields.tsx";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import { ChoicesField, TextField } from "#app/ui/Field.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Another matter like ${data?.matter.title ?? "this"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: ({ actor, params, context }) =>
    context.services.matters.duplicateChoices(actor, params.slug),
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: duplicateMatterForm,
  run: ({ actor, params, context, input }) =>
    context.services.matters.duplicate(actor, params.slug, input),
  next: ({ slug, taken }) => ({ to: `/matters/${slug}?begun=${taken.join(",")}` }),
});

const PARTS: Readonly<Record<MatterPart, { readonly label: string; readonly hint: string }>> = {
  agency: { label: "The agency", hint: "Its department, component and addresses." },
  narrative: { label: "The narrative", hint: "As it stands now; every party can read it." },
  "own-details": {
    label: "Signers and address of the organization that leads",
    hint: "With this, the names of its signers stay in the texts that go along. Prompts stand in place of everybody else’s, and of plaintiffs who are not among the organizations.",
  },
  "watched-names": {
    label: "Names to watch for",
    hint: "The drafters and staff of every party that accepts can read them.",
  },
};

export default function Duplicate() {
  const { matter, leads, leadId, organizations, partyIds, parts, documents } =
    useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "duplicate-matter",
    schema: duplicateMatterForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      leadOrganizationId: leadId ?? undefined,
      partyIds: partyIds.filter((id) => id !== leadId),
      parts: parts.filter((part) => part !== "watched-names"),
      documentIds: [],
    },
  });
  const [lead, setLead] = useState(leadId);
  const others = organizations.filter(({ id }) => id !== lead);
  const drafts = leads.some((one) => one.drafts);
  return (
    <Page
      title="Another matter like this one"
      lead="Only what you choose goes along. Comments and suggestions, versions, signatures, the agency record, dockets and exhibits never do."
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      narrow
    >
      <SentForm
        form={form}
        submit="Create matter"
        submitting="Creating…"
        beside={
          <Link to={`/matters/${matter.slug}`} className="link">
            Cancel
          </Link>
        }
      >
        <TextField
          field={fields.title}
          label="Title"
          hint={`This one is called “${matter.title}”.`}
        />
        <MatterLead field={fields.leadOrganizationId} leads={leads} onChoose={setLead} />
        {others.length > 0 ? (
          <ChoicesField
            field={fields.partyIds}
            label="Other parties"
            hint="Each is invited, and sees nothing of it before one of its administrators accepts."
            choices={others.map(organizationChoice)}
            multiple
            optional
          />
        ) : null}
        {parts.length > 0 ? (
          <ChoicesField
            field={fields.parts}
            label="Goes along"
            choices={parts.map((part) => ({ value: part, ...PARTS[part] }))}
            multiple
            optional
          />
        ) : null}
        {documents.length > 0 && drafts ? (
          <ChoicesField
            field={fields.documentIds}
            label="Papers, each as a new draft"
            hint="Its words as they stand now. References to its exhibits and dates from the record or a lawsuit become prompts in brackets; a letterhead or caption, signature blocks and addressee are those of the new matter, in which your organization is the only party at first."
            choices={documents.map(({ id, title, kind }) => ({
              value: id,
              label: title,
              hint: KINDS[kind].name,
            }))}
            multiple
            optional
          />
        ) : documents.length > 0 ? (
          <p className="text-ink-soft">
            Papers can be taken along by who also drafts for the organization that leads.
          </p>
        ) : null}
      </SentForm>
    </Page>
  );
}
