import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { DocketFields } from "#app/features/docket/DocketFields.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { done } from "#app/domain/refusal.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import { docketForm, formOfDocket } from "#app/document/details/docket-form.ts";

export const meta: MetaFunction = () => [{ title: "New docket · Coalition Desk" }];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: async ({ actor, params, context, url }) => {
    const from = url.searchParams.get("from");
    const begun = await context.services.dockets.begin(actor, params.slug, from);
    if (!begun.ok) return begun;
    const { facts, ...rest } = begun.value;
    return done({ ...rest, form: formOfDocket(facts, []) });
  },
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: docketForm,
  run: ({ actor, params, context, input }) =>
    context.services.dockets.create(actor, params.slug, input),
  next: ({ docketId }, { params }) => ({ to: `/matters/${params.slug}/dockets/${docketId}` }),
});

export default function NewDocket() {
  const { matter, filings, document, form: filled } = useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "docket",
    schema: docketForm,
    answer: useActionData<typeof action>(),
    defaultValue: filled,
  });
  return (
    <Page
      title="New docket"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      lead={
        document
          ? `A lawsuit, made of the caption of “${document.title}”, which then belongs to it.`
          : "A lawsuit of this matter. Its captions say what is recorded here."
      }
      narrow
    >
      <SentForm
        form={form}
        submit="Record docket"
        submitting="Recording…"
        className="gap-10"
        beside={
          <Link
            to={document ? `/documents/${document.id}/facts` : `/matters/${matter.slug}`}
            className="link"
          >
            Cancel
          </Link>
        }
      >
        {document ? (
          <>
            <input type="hidden" name={fields.documentId.name} value={document.id} />
            <input type="hidden" name={fields.factsRevision.name} value={document.factsRevision} />
          </>
        ) : null}
        <DocketFields form={form} fields={fields} filings={filings} />
      </SentForm>
    </Page>
  );
}
