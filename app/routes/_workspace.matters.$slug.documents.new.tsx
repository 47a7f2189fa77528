import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { NewDocumentFields } from "#app/features/document/NewDocumentFields.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { createDocumentForm } from "#app/domain/forms/document.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams, newDocumentQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { done } from "#app/domain/refusal.ts";

export const meta: MetaFunction = () => [{ title: "New document · Coalition Desk" }];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  async load({ actor, params, context, url }) {
    const asked = readQuery(newDocumentQuery, url);
    if (!asked.ok) return asked;
    const choices = await context.services.documents.choices(actor, params.slug);
    return choices.ok ? done({ ...choices.value, asked: asked.value }) : choices;
  },
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: createDocumentForm,
  run: ({ actor, params, context, input }) =>
    context.services.documents.create(actor, params.slug, input),
  next: ({ documentId }) => ({ to: `/documents/${documentId}` }),
});

export default function NewDocument() {
  const { asked, ...choices } = useLoaderData<typeof loader>();
  const { matter, parties, dockets, letters } = choices;
  const docketId = asked.docketId ?? choices.docketId ?? undefined;
  const [form, fields] = useSentForm({
    id: "new-document",
    schema: createDocumentForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      requiredOrganizationIds: parties.map(({ id }) => id),
      docketId,
      // Of several letters somebody chooses; nothing is taken by itself (L62).
      letterIds: letters.length === 1 ? letters.map(({ id }) => id) : [],
      kind: asked.kind,
      templateId: asked.templateId,
      title: asked.kind && KINDS[asked.kind].caption?.title,
      layoutProfile: dockets.find(({ id }) => id === docketId)?.layoutProfile ?? undefined,
    },
  });
  return (
    <Page
      title="New document"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      narrow
    >
      <SentForm
        form={form}
        submit="Create draft"
        submitting="Creating…"
        beside={
          <Link to={`/matters/${matter.slug}`} className="link">
            Cancel
          </Link>
        }
      >
        <NewDocumentFields
          choices={choices}
          fields={fields}
          kindHint="The draft begins with the sections that this kind needs."
        />
      </SentForm>
    </Page>
  );
}
