import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { keepTemplateForm } from "#app/domain/forms/organization-texts.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { keepTemplateQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { ChoicesField, TextField } from "#app/ui/Field.tsx";
import { Page } from "#app/ui/Page.tsx";
import { TickField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Keep as a template · Coalition Desk" }];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, url }) => {
    const asked = readQuery(keepTemplateQuery, url);
    if (!asked.ok) return asked;
    const { keepTemplateChoices } = context.services.organizationTexts;
    return keepTemplateChoices(actor, params.documentId, asked.value.version);
  },
});

export const action = guardedAction({
  params: documentParams,
  need: "signed in",
  form: keepTemplateForm,
  run: ({ actor, params, context, input }) =>
    context.services.organizationTexts.keepTemplate(actor, params.documentId, input),
  next: ({ organizationId, templateId }) => ({
    to: `/organizations/${organizationId}/texts/templates/${templateId}`,
  }),
});

/** In the order of the sentence: names, then addresses and telephones. */
function namesFirst(people: readonly string[]): readonly string[] {
  return people.toSorted((a, b) => Number(/[@\d]/u.test(a)) - Number(/[@\d]/u.test(b)));
}

export default function KeepAsTemplate() {
  const { document, matter, version, organizations, people } = useLoaderData<typeof loader>();
  const kind = KINDS[document.kind].name;
  const [form, fields] = useSentForm({
    id: "keep-template",
    schema: keepTemplateForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      name: document.title.slice(0, 120),
      organizationId: organizations.length === 1 ? organizations[0]?.id : undefined,
    },
  });
  return (
    <Page
      title="Keep as a template"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: `/documents/${document.id}`, label: document.title },
      ]}
      lead={`${version === null ? "The draft as it is now" : `Version ${version}`} becomes a template of your own organization for documents of the kind “${kind}”.`}
      narrow
    >
      <div className="mb-8 grid gap-3">
        <p>
          <strong className="font-medium">Comes along:</strong> the text with its headings, numbers,
          footnotes and tables; references within it; fields such as the case number, which each
          document fills from its own details; the place of the caption, of the signature blocks and
          of the exhibits.
        </p>
        <p>
          <strong className="font-medium">Stays behind:</strong> the details, the signers, the
          exhibits’ files, comments and suggestions; dates and numbers from the record become
          prompts in brackets, and so do the names, e-mail addresses and telephones of the people in
          the details
          {people.length > 0 ? ` (${namesFirst(people).join(", ")})` : ""}, wherever the text has
          them in these words. Other names that somebody typed into the text come along: look the
          template over when it is kept.
        </p>
      </div>
      <SentForm
        form={form}
        submit="Keep as a template"
        submitting="Keeping…"
        beside={
          <Link to={`/documents/${document.id}/versions`} className="link">
            Cancel
          </Link>
        }
      >
        {version === null ? null : <input type="hidden" name="version" value={version} />}
        {organizations.length === 1 ? (
          <input type="hidden" name={fields.organizationId.name} value={organizations[0]?.id} />
        ) : (
          <ChoicesField
            field={fields.organizationId}
            label="Kept for"
            hint="Only the people of that organization will see it."
            choices={organizations.map(organizationChoice)}
          />
        )}
        <TextField field={fields.name} label="Name" hint="By which your people find it." />
        <TextField
          field={fields.note}
          label="Note"
          hint="What it is for, and when not to use it."
          optional
        />
        {people.length > 0 ? (
          <TickField
            field={fields.keepNames}
            label="Keep the names of people, too"
            hint="Where the same person signs each time."
          />
        ) : null}
      </SentForm>
    </Page>
  );
}
