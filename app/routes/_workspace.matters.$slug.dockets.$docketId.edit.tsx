import {
  Link,
  useActionData,
  useLoaderData,
  useSearchParams,
  type MetaFunction,
} from "react-router";
import { backToPaper } from "#app/features/details/back-to-paper.ts";
import {
  DetailsParts,
  docketPart,
  draftParts,
  sharedPart,
} from "#app/features/details/DetailsParts.tsx";
import { DocketFields } from "#app/features/docket/DocketFields.tsx";
import { AffectedDocuments } from "#app/features/docket/Papers.tsx";
import { Page } from "#app/ui/Page.tsx";
import { FormBase, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketParams } from "#app/framework/params.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import { docketForm, formOfDocket } from "#app/document/details/docket-form.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Parties, signers and addresses of ${data?.name ?? "a docket"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: docketParams,
  need: "signed in",
  load: async ({ actor, params, context }) => {
    const docket = await context.services.dockets.show(actor, params.slug, params.docketId);
    return docket.ok && !docket.value.may.edit ? refuse("forbidden") : docket;
  },
});

export const action = guardedAction({
  params: docketParams,
  need: "signed in",
  form: docketForm,
  run: ({ actor, params, context, input }) =>
    context.services.dockets.edit(actor, params.slug, params.docketId, input),
  next: (_nothing, { params, url }) => ({
    to: backToPaper(url.searchParams, `/matters/${params.slug}/dockets/${params.docketId}`),
  }),
});

export default function EditDocket() {
  const docket = useLoaderData<typeof loader>();
  const { id, name, matter, facts, enforces, filings, documents } = docket;
  const filled = formOfDocket(
    facts,
    enforces.map((filing) => filing.id),
  );
  const [form, fields] = useSentForm({
    id: "docket",
    schema: docketForm,
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, base: baseOf(filled) },
  });
  const page = `/matters/${matter.slug}/dockets/${id}`;
  const [search] = useSearchParams();
  return (
    <Page
      title="Parties, signers and addresses"
      lead={`Court and parties of ${name}.`}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: page, label: name },
      ]}
      narrow
    >
      <DetailsParts
        parts={[
          sharedPart(matter.slug),
          docketPart(matter.slug, docket),
          ...draftParts(documents, docket.may.draft),
        ]}
      />
      <AffectedDocuments documents={documents} />
      <SentForm
        form={form}
        submit="Save docket"
        submitting="Saving…"
        className="gap-10"
        beside={
          <Link to={backToPaper(search, page)} className="link">
            Cancel
          </Link>
        }
      >
        <FormBase field={fields.base} />
        <DocketFields form={form} fields={fields} filings={filings} />
      </SentForm>
    </Page>
  );
}
