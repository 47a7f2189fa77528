import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { MatterAgency, MatterStory, MatterTitle } from "#app/features/matter/MatterFields.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { editNarrativeForm } from "#app/domain/forms/matter.ts";
import { refuse } from "#app/domain/refusal.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";

export const meta: MetaFunction = () => [{ title: "Edit matter · Coalition Desk" }];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: async ({ actor, params, context }) => {
    const matter = await context.services.matters.show(actor, params.slug);
    return matter.ok && !matter.value.may.correct ? refuse("forbidden") : matter;
  },
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: editNarrativeForm,
  run: ({ actor, params, context, input }) =>
    context.services.matters.editNarrative(actor, params.slug, input),
  next: (_nothing, { params }) => ({ to: `/matters/${params.slug}` }),
});

export default function EditMatter() {
  const { slug, title, narrative, agency, may } = useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "edit-matter",
    schema: editNarrativeForm,
    answer: useActionData<typeof action>(),
    defaultValue: {
      title,
      ...(may.editNarrative ? { narrative } : {}),
      agencyDepartment: agency.department ?? undefined,
      agencyComponent: agency.component ?? undefined,
    },
  });

  return (
    <Page
      title={may.editNarrative ? "Edit narrative and agency" : "Edit title and agency"}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${slug}`, label: title },
      ]}
      narrow
    >
      <SentForm
        form={form}
        submit="Save changes"
        submitting="Saving…"
        beside={
          <Link to={`/matters/${slug}`} className="link">
            Cancel
          </Link>
        }
      >
        <MatterTitle fields={fields} />
        {may.editNarrative ? <MatterStory fields={fields} /> : null}
        <MatterAgency fields={fields} />
      </SentForm>
    </Page>
  );
}
