import * as z from "zod";
import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { ButtonLink } from "#app/ui/Button.tsx";
import { layoutChoices } from "#app/domain/layout.ts";
import { ChoicesField, TextField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { type LayoutProfile } from "#app/domain/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import {
  layoutForm,
  renameDocumentForm,
  requiredOrganizationsForm,
} from "#app/domain/forms/document.ts";
import { refuse } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "Document"}: settings · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async ({ actor, params, context }) => {
    const document = await context.services.documents.show(actor, params.documentId);
    if (!document.ok) return document;
    const { rename, setRequiredOrganizations } = document.value.may;
    return rename || setRequiredOrganizations ? document : refuse("forbidden");
  },
});

export const action = guardedActions(guard, (handle) => ({
  rename: handle({
    form: renameDocumentForm,
    run: ({ actor, params, context, input }) =>
      context.services.documents.rename(actor, params.documentId, input),
    next: () => ({ said: "The title was changed." }),
  }),
  layout: handle({
    form: layoutForm,
    run: ({ actor, params, context, input }) =>
      context.services.documents.setLayout(actor, params.documentId, input),
    next: () => ({ said: "The layout was changed." }),
  }),
  // Sent from the list of readiness findings; without scripts its answer is shown here.
  values: handle({
    form: z.object({}),
    run: ({ actor, params, context }) =>
      context.services.documents.updateSourced(actor, params.documentId),
    next: () => ({ said: "Details that the text takes from the record were filled in again." }),
  }),
  required: handle({
    form: requiredOrganizationsForm,
    run: ({ actor, params, context, input }) =>
      context.services.documents.setRequiredOrganizations(actor, params.documentId, input),
    next: () => ({ said: "It was changed whose sign-off the document needs." }),
  }),
}));

export default function DocumentSettings() {
  const document = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { id, kind, title, matter, may } = document;
  const layouts = KINDS[kind].layouts;
  return (
    <Page
      title="Document settings"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: `/documents/${id}`, label: title },
      ]}
      actions={<ButtonLink to={`/documents/${id}`}>Back to the desk</ButtonLink>}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-10">
        {may.rename ? <Rename title={title} /> : <FormErrors answer={answer} intent="rename" />}
        {may.edit && layouts.length > 1 ? (
          <Layout layouts={layouts} layoutProfile={document.layoutProfile} />
        ) : (
          <FormErrors answer={answer} intent="layout" />
        )}
        {may.setRequiredOrganizations ? (
          <Required
            parties={matter.parties}
            required={document.requiredOrganizations.map((organization) => organization.id)}
          />
        ) : (
          <FormErrors answer={answer} intent="required" />
        )}
      </div>
    </Page>
  );
}

function Rename({ title }: { title: string }) {
  const [form, fields] = useSentForm({
    id: "rename",
    schema: renameDocumentForm,
    answer: useActionData<typeof action>(),
    intent: "rename",
    defaultValue: { title },
  });
  return (
    <Section title="Title">
      <SentForm form={form} intent="rename" submit="Change title" submitting="Changing…">
        <TextField
          field={fields.title}
          label="Title of the document"
          hint="It names the document in lists. The text on the sheet is not touched."
        />
      </SentForm>
    </Section>
  );
}

interface LayoutProps {
  readonly layouts: readonly LayoutProfile[];
  readonly layoutProfile: LayoutProfile;
}

function Layout({ layouts, layoutProfile }: LayoutProps) {
  const [form, fields] = useSentForm({
    id: "layout",
    schema: layoutForm,
    answer: useActionData<typeof action>(),
    intent: "layout",
    defaultValue: { layoutProfile },
  });
  return (
    <Section title="Layout">
      <SentForm form={form} intent="layout" submit="Change layout" submitting="Changing…">
        <ChoicesField
          field={fields.layoutProfile}
          label="Whose rules the pages follow"
          hint="The caption’s district follows, unless somebody wrote another one."
          choices={layoutChoices(layouts)}
        />
      </SentForm>
    </Section>
  );
}

type Parties = ReturnType<typeof useLoaderData<typeof loader>>["matter"]["parties"];

function Required({ parties, required }: { parties: Parties; required: readonly string[] }) {
  const [form, fields] = useSentForm({
    id: "required",
    schema: requiredOrganizationsForm,
    answer: useActionData<typeof action>(),
    intent: "required",
    defaultValue: { requiredOrganizationIds: [...required] },
  });
  return (
    <Section title="Sign-off">
      <SentForm form={form} intent="required" submit="Change sign-off" submitting="Changing…">
        <ChoicesField
          field={fields.requiredOrganizationIds}
          label="Whose sign-off the document needs"
          hint="One reviewer of each organization signs the same version; then it is approved."
          choices={parties.map(organizationChoice)}
          multiple
        />
      </SentForm>
    </Section>
  );
}
